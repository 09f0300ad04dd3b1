import { describe, expect, test } from 'vitest'
import type { AskedQuestion, Offer } from '../api/listings.ts'
import { emptyDraft } from './checkout.ts'
import { answersToSend, fieldOfPath, mistakesOf, orderQuestions, unitsOf } from './questions.ts'

const question = (id: string, change: Partial<AskedQuestion>): AskedQuestion => ({
  id,
  asked_of: 'attendee',
  label: {},
  hint: {},
  kind: 'text',
  options: [],
  required: false,
  product_ids: null,
  ...change,
})
const event = {
  products: [
    { id: 'pass', kind: 'admission' },
    { id: 'shirt', kind: 'merchandise' },
  ] as Offer[],
  questions: [
    question('diet', { required: true }),
    question('size', { product_ids: ['shirt'] }),
    question('plate', { asked_of: 'order', product_ids: ['parking'] }),
    question('how', { asked_of: 'order' }),
  ],
}
const line = (key: string, product_id: string, quantity: number) =>
  ({ key, product_id, quantity, date_id: null, product_name: {}, variant_name: null }) as never
const quote = { lines: [line('l1', 'pass', 2), line('l2', 'shirt', 1)] }

describe('who is asked what', () => {
  test('of each admission everything that is asked of all, of other products only what names them', () => {
    expect(unitsOf(quote, event).map(unit => [unit.key, unit.questions.map(({ id }) => id)])).toEqual([
      ['l1/0', ['diet']],
      ['l1/1', ['diet']],
      ['l2/0', ['size']],
    ])
  })

  test('a question about parking is for those who park', () => {
    expect(orderQuestions(quote, event).map(({ id }) => id)).toEqual(['how'])
  })
})

describe('what must be put right', () => {
  const units = unitsOf(quote, event)

  test('every required answer of every ticket, each at its own field', () => {
    const draft = { ...emptyDraft, name: 'Ada', email: 'ada@example.org', units: { 'l1/0': said({ diet: 'none' }) } }
    expect([...mistakesOf(draft, units, [])]).toEqual([['l1-1-diet', 'required']])
  })

  test('a blank is no name and a name is no e-mail address', () => {
    const mistakes = mistakesOf({ ...emptyDraft, name: '  ', email: 'ada' }, [], [])
    expect([...mistakes]).toEqual([
      ['buyer-name', 'required'],
      ['buyer-email', 'email'],
    ])
  })

  test("the API's complaint is shown at the field that it is about", () => {
    expect(fieldOfPath('attendees.2.answers.size', units)).toBe('l2-0-size')
    expect(fieldOfPath('attendees.0.email', units)).toBe('l1-0-email')
    expect(fieldOfPath('answers.how', units)).toBe('order-how')
    expect(fieldOfPath('buyer.email', units)).toBe('buyer-email')
    expect(fieldOfPath('hold_id', units)).toBeNull()
  })
})

test('blanks and answers to questions that are not asked are not sent; numbers go as numbers', () => {
  const asked = [question('age', { kind: 'number' }), question('diet', {}), question('ok', { kind: 'checkbox' })]
  expect(answersToSend(asked, { age: '42', diet: '  ', ok: false, other: 'x' })).toEqual({ age: 42 })
})

function said(answers: Record<string, string>) {
  return { name: '', email: '', answers }
}
