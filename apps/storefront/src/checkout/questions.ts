import type { AskedQuestion, PublicEvent } from '../api/listings.ts'
import type { Quote } from '../api/sales.ts'
import type { Draft, UnitDraft } from './checkout.ts'
import { emptyUnit } from './checkout.ts'

export type AnswerValue = string | number | boolean | string[]

/** One thing that is bought: a ticket, a shirt, a parking place. */
export type Unit = {
  /** `line key/unit`: its place in the draft. */
  key: string
  lineKey: string
  unit: number
  kind: 'admission' | 'add_on' | 'merchandise'
  productId: string
  dateId: string | null
  productName: Record<string, string>
  variantName: Record<string, string> | null
  questions: AskedQuestion[]
}

export function unitsOf(quote: Pick<Quote, 'lines'>, event: Pick<PublicEvent, 'products' | 'questions'>): Unit[] {
  return quote.lines.flatMap(line => {
    const kind = event.products.find(offer => offer.id === line.product_id)?.kind ?? 'admission'
    const questions = event.questions.filter(
      question =>
        question.asked_of === 'attendee' && (question.product_ids?.includes(line.product_id) ?? kind === 'admission'),
    )
    return Array.from({ length: line.quantity }, (_, unit) => ({
      key: `${line.key}/${unit}`,
      lineKey: line.key,
      unit,
      kind,
      productId: line.product_id,
      dateId: line.date_id,
      productName: line.product_name,
      variantName: line.variant_name,
      questions,
    }))
  })
}

export function orderQuestions(quote: Pick<Quote, 'lines'>, event: Pick<PublicEvent, 'questions'>): AskedQuestion[] {
  const bought = new Set(quote.lines.map(line => line.product_id))
  return event.questions.filter(
    question => question.asked_of === 'order' && (question.product_ids?.some(id => bought.has(id)) ?? true),
  )
}

export type Mistake = 'required' | 'email' | 'number'

const isEmpty = (value: AnswerValue | undefined): boolean =>
  value === undefined ||
  value === false ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'string' && value.trim() === '')

export const looksLikeEmail = (text: string): boolean => /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text.trim())

/** Fields that have to be put right, by the id that they have on the page. */
export function mistakesOf(
  draft: Draft,
  units: readonly Unit[],
  ofOrder: readonly AskedQuestion[],
): Map<string, Mistake> {
  const mistakes = new Map<string, Mistake>()
  if (!draft.name.trim()) mistakes.set('buyer-name', 'required')
  if (!draft.email.trim()) mistakes.set('buyer-email', 'required')
  else if (!looksLikeEmail(draft.email)) mistakes.set('buyer-email', 'email')
  checkAnswers(ofOrder, draft.answers, 'order', mistakes)
  for (const unit of units) {
    const said = draft.units[unit.key] ?? emptyUnit
    if (said.email.trim() && !looksLikeEmail(said.email)) mistakes.set(fieldId(unit.key, 'email'), 'email')
    checkAnswers(unit.questions, said.answers, unit.key, mistakes)
  }
  return mistakes
}

function checkAnswers(
  questions: readonly AskedQuestion[],
  answers: UnitDraft['answers'],
  of: string,
  mistakes: Map<string, Mistake>,
): void {
  for (const question of questions) {
    const value = answers[question.id]
    if (isEmpty(value)) {
      if (question.required) mistakes.set(fieldId(of, question.id), 'required')
    } else if (question.kind === 'email' && !looksLikeEmail(String(value))) {
      mistakes.set(fieldId(of, question.id), 'email')
    } else if (question.kind === 'number' && !Number.isFinite(Number(value))) {
      mistakes.set(fieldId(of, question.id), 'number')
    }
  }
}

export const fieldId = (of: string, what: string): string => `${of}-${what}`.replaceAll('/', '-')

/** What is sent: without blanks, and only of questions that are asked. */
export function answersToSend(
  questions: readonly AskedQuestion[],
  answers: Record<string, AnswerValue>,
): Record<string, AnswerValue> {
  const said = questions.flatMap(({ id, kind }): [string, AnswerValue][] => {
    const value = answers[id]
    if (value === undefined || isEmpty(value)) return []
    if (kind === 'number') return [[id, Number(value)]]
    return [[id, typeof value === 'string' ? value.trim() : value]]
  })
  return Object.fromEntries(said)
}

/** Where on the page the API's complaint belongs: `attendees.2.answers.que_…`, `buyer.email`. */
export function fieldOfPath(path: string, units: readonly Unit[]): string | null {
  const [area, second, third, fourth] = path.split('.')
  if (area === 'buyer' && second) return `buyer-${second}`
  if (area === 'answers' && second) return fieldId('order', second)
  if (area !== 'attendees' || second === undefined) return null
  const unit = units[Number(second)]
  if (!unit) return null
  return third === 'answers' && fourth ? fieldId(unit.key, fourth) : fieldId(unit.key, third ?? 'name')
}
