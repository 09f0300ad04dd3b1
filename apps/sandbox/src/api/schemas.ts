import { z } from 'zod'

const money = z.strictObject({
  amount_minor: z.string().regex(/^[1-9]\d{0,14}$/, 'a whole number of minor units, more than zero'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code'),
})
const id = z.string().min(1).max(200)
const webAddress = z.url({ protocol: /^https?$/ }).max(2_000)

export const accountBody = z.strictObject({
  name: z.string().min(1).max(200),
  key: z.string().min(16).max(200),
  webhook_url: webAddress.nullable(),
  webhook_secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/),
})

export const accountId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/)

export const paymentBody = z.strictObject({
  attempt_id: id,
  amount: money,
  order_code: id,
  description: z.string().max(500),
  buyer_email: z.email().optional(),
  locale: z.string().max(35),
  return_url: webAddress,
  cancel_url: webAddress,
  expires_at: z.iso.datetime(),
  capture: z.enum(['automatic', 'manual']).default('automatic'),
  metadata: z.record(z.string().max(100), z.string().max(500)).default({}),
})

export const captureBody = z.strictObject({ amount: money.optional() })

export const refundBody = z.strictObject({ refund_id: id, amount: money })

export const listQuery = z.strictObject({
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  idempotency_key: id.optional(),
  attempt_id: id.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(100),
})

export const minorOf = (amount: z.infer<typeof money>): bigint => BigInt(amount.amount_minor)
