import { describe, expect, test } from 'vitest'
import type { QuestionForSale } from '../../catalog/events/public.ts'
import { type AttendeeInput, checkOrderAnswers, type RawAnswers } from './answers.ts'

const line = (key: string, over: object = {}) => ({
  key,
  productId: 'ticket',
  variantId: null,
  dateId: null,
  quantity: 2,
  kind: 'admission' as const,
  productName: {},
  variantName: null,
  poolIds: [],
  ...over,
})
const hold = { lines: [line('l1'), line('l2', { productId: 'shirt', kind: 'merchandise', quantity: 1 })] }

const question = (id: string, over: Partial<QuestionForSale> = {}): QuestionForSale => ({
  id,
  askedOf: 'order',
  label: {},
  kind: 'text',
  options: [],
  required: false,
  productIds: null,
  ...over,
})
const said = (lineKey: string, unit: number, answers: RawAnswers = {}): AttendeeInput => ({
  lineKey,
  unit,
  name: 'Änne',
  email: null,
  answers,
})

const check = (questions: QuestionForSale[], answers: RawAnswers = {}, attendees: AttendeeInput[] = []) =>
  checkOrderAnswers(hold, questions, { answers, attendees }, id => `que_${id}`)
const wrong = (...given: Parameters<typeof check>) => check(...given).errors.map(({ path, code }) => `${path} ${code}`)

describe('answers', () => {
  const options = [
    { value: 's', label: {} },
    { value: 'm', label: {} },
  ]
  test.each<[QuestionForSale['kind'], unknown, unknown]>([
    ['text', ' Vegan ', 'Vegan'],
    ['long_text', 'one\ntwo', 'one\ntwo'],
    ['choice', 'm', 'm'],
    ['choices', ['m', 's', 'm'], ['m', 's']],
    ['checkbox', true, true],
    ['number', 3, 3],
    ['date', '2000-02-29', '2000-02-29'],
    ['country', 'DE', 'DE'],
    ['phone', '+49 (0)30 1234-5', '+49 (0)30 1234-5'],
    ['email', 'a@b.example', 'a@b.example'],
  ])('to a question of kind %s are kept', (kind, given, kept) => {
    expect(check([question('q', { kind, options })], { q: given })).toMatchObject({ errors: [], answers: { q: kept } })
  })

  test.each<[QuestionForSale['kind'], unknown]>([
    ['text', 'x'.repeat(301)],
    ['text', 'a\u0007b'],
    ['text', 'a\nb'],
    ['text', 7],
    ['choice', 'xl'],
    ['choice', ['m']],
    ['choices', ['m', 'xl']],
    ['choices', 'm'],
    ['checkbox', 'yes'],
    ['number', '3'],
    ['number', Number.NaN],
    ['date', '2001-02-29'],
    ['date', 'tomorrow'],
    ['country', 'de'],
    ['country', 'XQ'],
    ['phone', '()()()'],
    ['email', 'a@b'],
  ])('to a question of kind %s are refused when they are %j', (kind, given) => {
    expect(wrong([question('q', { kind, options })], { q: given })).toEqual([
      expect.stringMatching(/^answers\.que_q (invalid|not_offered|too_long)$/),
    ])
  })

  test.each([undefined, null, '', '  ', [], false])(
    'that say nothing (%j) are missed where one is required',
    nothing => {
      const asked = question('q', { required: true })
      expect(wrong([asked], { q: nothing })).toEqual(['answers.que_q required'])
      expect(wrong([{ ...asked, required: false }], { q: nothing })).toEqual([])
    },
  )

  test('to what nobody asked are refused, also when their name means something to JavaScript', () => {
    expect(wrong([], { q: 'x', constructor: 'y' })).toEqual([
      'answers.que_q unknown',
      'answers.que_constructor unknown',
    ])
    expect(wrong([question('constructor', { required: true })])).toEqual(['answers.que_constructor required'])
  })
})

describe('what is asked', () => {
  const diet = question('diet', { askedOf: 'attendee', required: true })
  const size = question('size', { askedOf: 'attendee', required: true, productIds: ['shirt'] })

  test('of attendees is asked of each admission; of other products only when it names them', () => {
    expect(wrong([diet, size])).toEqual([
      'attendees.l1/0.answers.que_diet required',
      'attendees.l1/1.answers.que_diet required',
      'attendees.l2/0.answers.que_size required',
    ])
    const attendees = [said('l1', 1, { diet: 'none' }), said('l2', 0, { size: 'm' }), said('l1', 0, {})]
    expect(wrong([diet, size], {}, attendees)).toEqual(['attendees.2.answers.que_diet required'])
  })

  test('of the order with some products is asked only when one of them is in it', () => {
    const asked = (productId: string) => question('q', { required: true, productIds: [productId] })
    expect(wrong([asked('shirt')])).toEqual(['answers.que_q required'])
    expect(wrong([asked('parking')])).toEqual([])
  })

  test('concerns tickets that are in the order, each once', () => {
    expect(wrong([], {}, [said('l1', 2), said('l9', 0), said('l1', 0), said('l1', 0)])).toEqual([
      'attendees.0 unknown',
      'attendees.1 unknown',
      'attendees.3 repeated',
    ])
  })

  test('may be left open: then nobody is named', () => {
    expect(check([]).attendees.get('l1/1')).toEqual({ name: null, email: null, answers: {} })
  })
})
