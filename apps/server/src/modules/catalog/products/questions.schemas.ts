import { z } from 'zod'
import { id, idOut, page, translated, wireId } from '../../../platform/http/wire.ts'
import { questionKinds as kinds, text } from '../catalog.schemas.ts'
import { eventParams } from './products.schemas.ts'
import type { NewQuestion, QuestionChange, QuestionRecord } from './public.ts'

export const questionParams = eventParams.extend({ question: id('que') })

const optionIn = z.strictObject({ value: z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/), label: text(120) })
const fields = {
  asked_of: z.enum(['order', 'attendee']),
  label: text(200),
  hint: translated(500).optional(),
  kind: z.enum(kinds),
  options: z.array(optionIn).max(100).optional(),
  required: z.boolean().default(false),
  product_ids: z.array(id('prd')).min(1).max(200).nullish(),
}
export const questionIn = z.strictObject(fields)
export const questionChange = z.strictObject({ ...fields, required: z.boolean() }).partial()

export const questionOut = z
  .object({
    id: idOut('que'),
    asked_of: z.enum(['order', 'attendee']),
    label: translated(),
    hint: translated(),
    kind: z.enum(kinds),
    options: z.array(z.object({ value: z.string(), label: translated() })),
    required: z.boolean(),
    product_ids: z.array(idOut('prd')).nullable(),
    position: z.number().int(),
    archived: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Question' })
export const questionsOut = page(questionOut)

export function newQuestionOf(body: z.output<typeof questionIn>): NewQuestion {
  const { asked_of: askedOf, product_ids: productIds, ...same } = body
  return { ...same, askedOf, productIds }
}

export function changeOf(body: z.output<typeof questionChange>): QuestionChange {
  const { asked_of: askedOf, product_ids: productIds, ...same } = body
  return { ...same, ...(askedOf ? { askedOf } : {}), ...(productIds === undefined ? {} : { productIds }) }
}

export function wireQuestion(question: QuestionRecord): z.input<typeof questionOut> {
  const { label, hint, kind, options, required, position, version } = question
  return {
    id: wireId('que', question.id),
    asked_of: question.askedOf,
    label,
    hint,
    kind,
    options,
    required,
    product_ids: question.productIds && question.productIds.map(product => wireId('prd', product)),
    position,
    archived: question.archivedAt !== null,
    version,
  }
}
