import { parseId } from '@tessera/kernel/ids'
import { z } from 'zod'
import { email, id, instant, line, locale, pageQuery } from '../../../platform/http/wire.ts'
import type { AttendeeInput, RawAnswers } from './answers.ts'
import type { ChangeAttendee } from './change-attendee.ts'
import { ORDER_SORTS } from './order.ts'
import type { PlaceOrder } from './place-order.ts'
import type { RefundWish } from './refund.ts'

/** What is asked decides what an answer must be; here only its size is bounded. */
const answersIn = z
  .record(
    z.string().max(64),
    z.union([z.string().max(5_000), z.number(), z.boolean(), z.array(z.string().max(300)).max(100), z.null()]),
  )
  .default({})
  .meta({ description: 'Answers by the id of their question' })

const nameIn = line(120).nullish()
const emailIn = email.nullish()

export const placeBody = z.strictObject({
  hold_id: id('hld'),
  buyer: z.strictObject({ name: line(120), email }),
  locale: locale.default('en'),
  attendees: z
    .array(
      z.strictObject({
        line_key: z.string().max(40).meta({ description: "Key of the line in the hold's quote" }),
        unit: z.int().min(0).max(999).meta({ description: 'Which of its units, from 0' }),
        name: nameIn,
        email: emailIn,
        answers: answersIn,
      }),
    )
    .max(200)
    .default([]),
  answers: answersIn,
  accept_terms: z.literal(true, 'must be accepted').meta({ description: 'The buyer has agreed to the terms of sale' }),
})

export const payBody = z.strictObject({
  gateway: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .meta({ description: "One of the order's `gateways`" }),
  return_path: z
    .string()
    .max(300)
    .regex(/^\/[A-Za-z0-9/_-]*$/, 'must be a path on this site')
    .refine(path => !path.startsWith('//'), 'must be a path on this site')
    .optional(),
})

export const lineBody = z.strictObject({
  attendee_name: nameIn,
  attendee_email: emailIn,
  answers: answersIn.optional(),
})

export const lookupBody = z
  .strictObject({ email, event_id: id('evt').optional(), organizer_id: id('org').optional() })
  .refine(body => (body.event_id === undefined) !== (body.organizer_id === undefined), {
    message: 'name either the event or the organizer',
    path: ['event_id'],
  })

export const refundBody = z
  .strictObject({
    lines: z
      .array(
        z.strictObject({
          line_id: id('lin'),
          amount_minor: z
            .string()
            .regex(/^\d{1,15}$/)
            .optional()
            .meta({ description: 'All that is left of the line unless given' }),
        }),
      )
      .min(1)
      .max(200)
      .optional(),
    all: z.literal(true).optional().meta({ description: 'In place of `lines`: all that is left' }),
    reason: line(500).optional(),
    cancel_lines: z.boolean().default(true).meta({ description: 'Ends the tickets and gives their places back' }),
  })
  .refine(body => (body.lines === undefined) !== (body.all === undefined), {
    message: 'name either the lines or all',
    path: ['lines'],
  })

export const reasonBody = z.strictObject({ reason: line(500).optional() })
export const eventRefundBody = z.strictObject({ reason: line(500) })
export const resendBody = z.strictObject({ email: email.optional() })

export const states = z.enum(['awaiting_payment', 'paid', 'partly_refunded', 'refunded', 'expired', 'cancelled'])

export const listQuery = pageQuery.extend({
  event: id('evt').optional(),
  state: states.optional(),
  alert: z
    .enum(['disputed', 'suspicious'])
    .optional()
    .meta({ description: 'With a dispute, decided ones too; with a payment that nobody has looked at' }),
  q: z.string().trim().max(120).optional(),
  from: instant.optional(),
  to: instant.optional(),
  sort: z.enum(ORDER_SORTS).default('newest').meta({ description: 'By when it was placed, or by its total' }),
})

export const attendeesQuery = pageQuery.extend({
  q: z.string().trim().max(120).optional(),
  product: id('prd').optional(),
  date: id('dat').optional(),
  checked_in: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .optional(),
})

export const orderParams = z.object({ order: id('ord') })
export const paymentParams = orderParams.extend({ payment: id('pay') })
export const lineParams = orderParams.extend({ line: id('lin') })
export const organizerParams = z.object({ organizer: id('org') })
export const ownOrderParams = organizerParams.extend({ order: id('ord') })
export const ownLineParams = ownOrderParams.extend({ line: id('lin') })
export const ownRefundParams = ownOrderParams.extend({ refund: id('ref') })
export const ownPaymentParams = ownOrderParams.extend({ payment: id('pay') })
export const ownEventParams = organizerParams.extend({ event: id('evt') })

/** An id that is none stays as it was sent: the check of the answers names it as unknown. */
function answersByQuestion(answers: z.output<typeof answersIn>): RawAnswers {
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [parseId('que', key) ?? key, value]))
}

export function placeOf(body: z.output<typeof placeBody>, holdSecret: string): PlaceOrder {
  return {
    holdId: body.hold_id,
    holdSecret,
    buyer: body.buyer,
    locale: body.locale,
    answers: answersByQuestion(body.answers),
    attendees: body.attendees.map(
      (attendee): AttendeeInput => ({
        lineKey: attendee.line_key,
        unit: attendee.unit,
        name: attendee.name ?? null,
        email: attendee.email ?? null,
        answers: answersByQuestion(attendee.answers),
      }),
    ),
  }
}

export function changeOf(body: z.output<typeof lineBody>): ChangeAttendee['change'] {
  return {
    ...(body.attendee_name === undefined ? {} : { name: body.attendee_name }),
    ...(body.attendee_email === undefined ? {} : { email: body.attendee_email }),
    ...(body.answers === undefined ? {} : { answers: answersByQuestion(body.answers) }),
  }
}

export function refundWishOf(body: z.output<typeof refundBody>): RefundWish {
  return (
    body.lines?.map(line => ({
      lineId: line.line_id,
      amountMinor: line.amount_minor === undefined ? null : BigInt(line.amount_minor),
    })) ?? 'all'
  )
}
