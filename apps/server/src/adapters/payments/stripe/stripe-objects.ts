import { z } from 'zod'

/** The parts of Stripe's objects that we rely on, checked before use. Unknown fields pass, unknown shapes do not. */
const id = z.string().min(1).max(300)
const amount = z.number().int().min(0)
const currency = z.string().length(3)
const created = z.number().int().min(0)
const metadata = z.record(z.string(), z.string()).nullish()

export const chargeSchema = z.object({
  object: z.literal('charge'),
  id,
  amount_refunded: amount,
  currency,
  disputed: z.boolean(),
  livemode: z.boolean(),
  payment_intent: id.nullish(),
  metadata,
})

export const intentSchema = z.object({
  object: z.literal('payment_intent'),
  id,
  amount,
  currency,
  amount_received: amount,
  status: z.enum([
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'requires_capture',
    'canceled',
    'succeeded',
  ]),
  client_secret: z.string().nullish(),
  last_payment_error: z
    .object({ code: z.string().nullish(), decline_code: z.string().nullish(), message: z.string().nullish() })
    .nullish(),
  latest_charge: z.union([id, chargeSchema]).nullish(),
  livemode: z.boolean(),
  created,
  metadata,
})

export const sessionSchema = z.object({
  object: z.literal('checkout.session'),
  id,
  url: z.string().nullish(),
  status: z.enum(['open', 'complete', 'expired']).nullish(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  payment_intent: z.union([id, intentSchema]).nullish(),
  amount_total: amount.nullish(),
  currency: currency.nullish(),
  livemode: z.boolean(),
  created,
  metadata,
})

export const refundSchema = z.object({
  object: z.literal('refund'),
  id,
  amount,
  currency,
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']).nullish(),
  failure_reason: z.string().nullish(),
  payment_intent: id.nullish(),
  charge: id.nullish(),
  metadata,
})

export const disputeSchema = z.object({
  object: z.literal('dispute'),
  id,
  amount,
  currency,
  status: z.string().max(100),
  balance_transactions: z.array(z.object({ amount: z.number().int(), fee: z.number().int(), currency })).nullish(),
  payment_intent: id.nullish(),
  charge: id.nullish(),
})

export const eventSchema = z.object({
  object: z.literal('event'),
  id,
  type: z.string().max(200),
  account: z.string().nullish(),
  livemode: z.boolean(),
  created,
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
})

export type StripeSession = z.infer<typeof sessionSchema>
export type StripeIntent = z.infer<typeof intentSchema>
export type StripeRefund = z.infer<typeof refundSchema>
export type StripeDispute = z.infer<typeof disputeSchema>
export type StripeEvent = z.infer<typeof eventSchema>

/** How our ids travel in Stripe's metadata. */
export const ATTEMPT = 'tessera_attempt'
export const KEY = 'tessera_key'
export const FLOW = 'tessera_flow'
export const REFUND = 'tessera_refund'
