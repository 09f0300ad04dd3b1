import type { Tx } from '../../../platform/db/db.ts'
import { type FieldError, requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { WholeEvent } from '../events/public.ts'
import { type ChangeDeps, closeOffers, openOffers } from './product-changes.ts'
import { type NewQuestion, productErrors, type QuestionChange, type QuestionRecord } from './public.ts'
import { archiveQuestion, insertQuestion, selectQuestions, updateQuestion } from './questions.sql.ts'

type Which = { eventId: string; questionId: string; version: number }

export async function createQuestion(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  input: NewQuestion,
  actor: Actor,
): Promise<QuestionRecord> {
  const whole = await openOffers(tx, deps, eventId)
  refuseFaults(input, whole)
  const id = await insertQuestion(tx, whole.event.organizerId, eventId, input)
  const [question] = await selectQuestions(tx, eventId, id)
  await closeOffers(tx, deps, whole, { actor, action: 'questions.created', kind: 'question', id, after: question })
  return question!
}

export async function editQuestion(
  tx: Tx,
  deps: ChangeDeps,
  which: Which,
  change: QuestionChange,
  actor: Actor,
): Promise<QuestionRecord> {
  const whole = await openOffers(tx, deps, which.eventId)
  const before = await find(tx, which)
  refuseFaults({ ...before, ...change }, whole)
  if (!(await updateQuestion(tx, before.id, which.version, change))) throw requestErrors.precondition_failed()
  const after = await find(tx, which)
  await closeOffers(tx, deps, whole, {
    actor,
    action: 'questions.edited',
    kind: 'question',
    id: before.id,
    before,
    after,
  })
  return after
}

export async function removeQuestion(tx: Tx, deps: ChangeDeps, which: Which, actor: Actor): Promise<void> {
  const whole = await openOffers(tx, deps, which.eventId)
  const before = await find(tx, which)
  if (!(await archiveQuestion(tx, before.id, which.version))) throw requestErrors.precondition_failed()
  await closeOffers(tx, deps, whole, { actor, action: 'questions.archived', kind: 'question', id: before.id, before })
}

async function find(tx: Tx, { eventId, questionId }: Which): Promise<QuestionRecord> {
  const [question] = await selectQuestions(tx, eventId, questionId)
  if (!question) throw productErrors.question_not_found()
  return question
}

function refuseFaults(question: NewQuestion, { event, products }: WholeEvent) {
  const fields: FieldError[] = []
  if (!question.label[event.defaultLocale]?.trim()) {
    fields.push({
      path: 'label',
      code: 'missing',
      message: `The question is missing in the event's own language (${event.defaultLocale})`,
    })
  }
  const options = question.options ?? []
  const chooses = question.kind === 'choice' || question.kind === 'choices'
  if (chooses && options.length === 0)
    fields.push({ path: 'options', code: 'missing', message: 'A choice needs options' })
  if (new Set(options.map(option => option.value)).size !== options.length)
    fields.push({ path: 'options', code: 'duplicate', message: 'Each option needs a value of its own' })
  for (const [index, id] of (question.productIds ?? []).entries()) {
    if (!products.some(product => product.id === id))
      fields.push({ path: `product_ids.${index}`, code: 'unknown', message: 'is no product of this event' })
  }
  if (fields.length > 0) throw productErrors.invalid_question({ fields })
}
