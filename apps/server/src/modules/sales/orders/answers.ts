import type { FieldError } from '../../../platform/errors/errors.ts'
import type { QuestionForSale } from '../../catalog/events/public.ts'
import type { Hold } from '../inventory/public.ts'
import { type Attendee, unitKey } from './line.ts'
import type { Answers } from './public.ts'

/** What a buyer sends: answers by question id, of any shape until they are checked. */
export type RawAnswers = Readonly<Record<string, unknown>>
export type AttendeeInput = {
  lineKey: string
  unit: number
  name: string | null
  email: string | null
  answers: RawAnswers
}

export type Checked = { answers: Answers; attendees: Map<string, Attendee>; errors: FieldError[] }

type Answer = Answers[string]
type Refusal = { code: string; message: string }
type Asked = Pick<QuestionForSale, 'id' | 'kind' | 'options' | 'required' | 'productIds' | 'askedOf'>

const TEXT_LIMIT = { text: 300, long_text: 5_000, email: 254, phone: 40 } as const

/** Checks what is said of an order and of each of its units against what its event asks. Paths are those of the request's body. */
export function checkOrderAnswers(
  hold: Pick<Hold, 'lines'>,
  questions: readonly Asked[],
  input: { answers: RawAnswers; attendees: readonly AttendeeInput[] },
  wireIdOf: (questionId: string) => string,
): Checked {
  const errors: FieldError[] = []
  const products = new Set(hold.lines.map(line => line.productId))
  const ofOrder = questions.filter(
    question => question.askedOf === 'order' && (question.productIds?.some(id => products.has(id)) ?? true),
  )
  const answers = checkAnswers(ofOrder, input.answers, 'answers', wireIdOf, errors)
  const attendees = new Map<string, Attendee>()
  const indexes = indexUnits(hold, input.attendees, errors)
  for (const line of hold.lines) {
    const asked = questionsOfUnit(questions, line)
    for (let unit = 0; unit < line.quantity; unit++) {
      const key = unitKey(line.key, unit)
      const index = indexes.get(key)
      const said = index === undefined ? null : input.attendees[index]!
      const path = index === undefined ? `attendees.${key}.answers` : `attendees.${index}.answers`
      const own = checkAnswers(asked, said?.answers ?? {}, path, wireIdOf, errors)
      attendees.set(key, { name: said?.name ?? null, email: said?.email ?? null, answers: own })
    }
  }
  return { answers, attendees, errors }
}

/** Of an admission everything is asked that is asked of attendees; of other products only what names them. */
export function questionsOfUnit<Q extends Asked>(
  questions: readonly Q[],
  line: { productId: string; kind: string },
): Q[] {
  return questions.filter(
    question =>
      question.askedOf === 'attendee' && (question.productIds?.includes(line.productId) ?? line.kind === 'admission'),
  )
}

function indexUnits(
  hold: Pick<Hold, 'lines'>,
  attendees: readonly AttendeeInput[],
  errors: FieldError[],
): Map<string, number> {
  const indexes = new Map<string, number>()
  for (const [index, { lineKey, unit }] of attendees.entries()) {
    const line = hold.lines.find(candidate => candidate.key === lineKey)
    const key = unitKey(lineKey, unit)
    if (!line || unit >= line.quantity)
      errors.push({ path: `attendees.${index}`, code: 'unknown', message: 'There is no such ticket in this order' })
    else if (indexes.has(key))
      errors.push({ path: `attendees.${index}`, code: 'repeated', message: 'This ticket was named before' })
    else indexes.set(key, index)
  }
  return indexes
}

export function checkAnswers(
  asked: readonly Asked[],
  given: RawAnswers,
  path: string,
  wireIdOf: (questionId: string) => string,
  errors: FieldError[],
): Answers {
  const answers: Answers = {}
  const known = new Set(asked.map(question => question.id))
  for (const id of Object.keys(given)) {
    if (!known.has(id)) errors.push({ path: `${path}.${wireIdOf(id)}`, code: 'unknown', message: 'is not asked here' })
  }
  for (const question of asked) {
    const value = Object.hasOwn(given, question.id) ? given[question.id] : undefined
    const where = `${path}.${wireIdOf(question.id)}`
    if (isEmpty(value)) {
      if (question.required) errors.push({ path: where, code: 'required', message: 'must be answered' })
      continue
    }
    const checked = checkAnswer(question, value)
    if (isRefusal(checked)) errors.push({ path: where, ...checked })
    else answers[question.id] = checked
  }
  return answers
}

/** An unticked box is no answer: where it is required, it must be ticked. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}

function isRefusal(checked: Answer | Refusal): checked is Refusal {
  return typeof checked === 'object' && !Array.isArray(checked)
}

const no = (code: string, message: string): Refusal => ({ code, message })

function checkAnswer(question: Asked, value: unknown): Answer | Refusal {
  const offered = new Set(question.options.map(option => option.value))
  switch (question.kind) {
    case 'checkbox':
      return value === true ? true : no('invalid', 'must be true or false')
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : no('invalid', 'must be a number')
    case 'choices': {
      if (!Array.isArray(value)) return no('invalid', 'must be a list')
      const chosen = [...new Set(value)]
      return chosen.every(one => typeof one === 'string' && offered.has(one))
        ? (chosen as string[])
        : no('not_offered', 'is not among the choices')
    }
    case 'choice':
      return typeof value === 'string' && offered.has(value) ? value : no('not_offered', 'is not among the choices')
    default:
      return typeof value === 'string' ? checkText(question.kind, value.trim()) : no('invalid', 'must be a text')
  }
}

function checkText(
  kind: Exclude<Asked['kind'], 'checkbox' | 'number' | 'choices' | 'choice'>,
  text: string,
): Answer | Refusal {
  const controls = kind === 'long_text' ? /[^\P{Cc}\n\r\t]/u : /\p{Cc}/u
  if (controls.test(text)) return no('invalid', 'must not contain control characters')
  switch (kind) {
    case 'date':
      return isDay(text) ? text : no('invalid', 'must be a day, as 2026-12-31')
    case 'country':
      return isCountry(text) ? text : no('invalid', 'must be a country, as DE')
    case 'phone':
      return /^\+?[\d ()./-]{5,40}$/.test(text) && text.length <= TEXT_LIMIT.phone && digitsIn(text) >= 5
        ? text
        : no('invalid', 'must be a telephone number')
    case 'email':
      return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text) && text.length <= TEXT_LIMIT.email
        ? text
        : no('invalid', 'must be an e-mail address')
    default:
      return text.length <= TEXT_LIMIT[kind] ? text : no('too_long', `must have at most ${TEXT_LIMIT[kind]} characters`)
  }
}

const digitsIn = (text: string): number => text.replace(/\D/g, '').length

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && regions.of(text) !== undefined
}
