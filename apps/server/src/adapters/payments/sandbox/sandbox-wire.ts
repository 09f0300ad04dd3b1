import { isCurrency } from '@tessera/kernel/currency'
import type { Money } from '@tessera/kernel/money'
import { z } from 'zod'
import type {
  DisputeSnapshot,
  FailureCode,
  GatewayFailure,
  PaymentSnapshot,
  RefundSnapshot,
} from '../../../modules/sales/payments/ports.ts'

/** What the bank says is checked like any stranger's input, then translated. */
const money = z
  .object({
    amount_minor: z.string().regex(/^\d{1,15}$/),
    currency: z.string().refine(isCurrency, 'an ISO 4217 code'),
  })
  .transform(({ amount_minor, currency }): Money => ({ amountMinor: BigInt(amount_minor), currency }))

const id = z.string().min(1).max(200)
const instant = z.iso.datetime().transform(text => new Date(text))

const FAILURES: Readonly<Record<string, FailureCode>> = {
  declined: 'declined',
  insufficient_funds: 'insufficient_funds',
  authentication_failed: 'authentication_failed',
  expired: 'expired',
  cancelled: 'cancelled',
  exceeds_refundable: 'exceeds_refundable',
  not_refundable: 'not_refundable',
  destination_closed: 'destination_closed',
}

export function failureOf(code: string, detail: string): GatewayFailure {
  return { code: FAILURES[code] ?? 'other', detail }
}

const failure = z
  .object({ code: z.string().max(100), detail: z.string().max(2_000) })
  .nullable()
  .transform(told => (told === null ? null : failureOf(told.code, told.detail)))

export const refundSchema = z
  .object({
    id,
    payment: id,
    refund_id: id.nullable(),
    amount: money,
    state: z.enum(['pending', 'succeeded', 'failed']),
    failure,
  })
  .transform(
    (told): RefundSnapshot => ({
      reference: told.id,
      refundId: told.refund_id,
      paymentReference: told.payment,
      amount: told.amount,
      state: told.state,
      failure: told.failure,
    }),
  )

export const disputeSchema = z
  .object({ id, amount: money, withdrawn: money, fee: money, state: z.enum(['open', 'won', 'lost']) })
  .transform(({ id: reference, state, amount, withdrawn, fee }): DisputeSnapshot => {
    return { reference, state, amount, withdrawn, fee }
  })

export const paymentSchema = z
  .object({
    id,
    account: id,
    livemode: z.boolean(),
    state: z.enum(['open', 'pending', 'authorized', 'succeeded', 'failed', 'cancelled']),
    amount: money,
    captured: money,
    refunded: money,
    attempt_id: id,
    failure,
    refunds: z.array(refundSchema).max(10_000),
    // A message that waited since before the bank knew disputes says nothing of them.
    disputes: z.array(disputeSchema).max(100).default([]),
    page_url: z.url({ protocol: /^https?$/ }),
    created_at: instant,
  })
  .transform(told => ({ pageUrl: told.page_url, snapshot: snapshotOf(told) }))

type Told = Omit<PaymentSnapshot, 'reference' | 'attemptId' | 'createdAt'> & {
  id: string
  attempt_id: string
  created_at: Date
}

function snapshotOf(told: Told): PaymentSnapshot {
  return {
    reference: told.id,
    attemptId: told.attempt_id,
    state: told.state,
    amount: told.amount,
    captured: told.captured,
    refunded: told.refunded,
    refunds: told.refunds,
    disputes: told.disputes,
    account: told.account,
    livemode: told.livemode,
    failure: told.failure,
    createdAt: told.created_at,
  }
}

export const pageSchema = z.object({ data: z.array(paymentSchema).max(100), next_cursor: z.string().nullable() })

export const eventSchema = z.object({
  id,
  type: z.string().max(100),
  account: id,
  livemode: z.boolean(),
  created_at: instant,
  data: z.object({
    payment: paymentSchema,
    refund: refundSchema.nullable(),
    dispute: disputeSchema.nullable(),
  }),
})

export function moneyToWire(amount: Money) {
  return { amount_minor: amount.amountMinor.toString(), currency: amount.currency }
}
