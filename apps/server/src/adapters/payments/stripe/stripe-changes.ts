import {
  type CapturePayment,
  GatewayError,
  type PaymentSnapshot,
  type RefundLookup,
  type RefundPayment,
  type RefundSnapshot,
  type VoidPayment,
} from '../../../modules/sales/payments/ports.ts'
import { toStripe } from './stripe-amounts.ts'
import { ask, checked, find, rejected, type StripeAccess } from './stripe-client.ts'
import { existing } from './stripe-lookup.ts'
import { REFUND, refundSchema } from './stripe-objects.ts'
import { moneyOf, refundOf, type StripePayment, snapshotOf } from './stripe-snapshots.ts'

export async function capture(access: StripeAccess, input: CapturePayment): Promise<PaymentSnapshot> {
  const { intent } = await existing(access, input.reference)
  if (intent === null) throw rejected('not_capturable', 'nothing was authorized')
  const part = input.amount === undefined ? {} : { amount_to_capture: toStripe(input.amount).amount }
  const { idempotencyKey } = input
  await ask(() => access.stripe.paymentIntents.capture(intent.id, part, { idempotencyKey }))
  return snapshotOf(await existing(access, input.reference))
}

export async function voidPayment(access: StripeAccess, input: VoidPayment): Promise<PaymentSnapshot> {
  const payment = await existing(access, input.reference)
  try {
    await close(access, payment, input.idempotencyKey)
  } catch (error) {
    // The buyer may have been faster than us. What is true now is the answer, whatever the refusal said.
    if (!(error instanceof GatewayError && error.kind === 'rejected')) throw error
  }
  return snapshotOf(await existing(access, input.reference))
}

async function close(
  { stripe }: StripeAccess,
  { session, intent }: StripePayment,
  idempotencyKey: string,
): Promise<void> {
  if (session !== null && session.status === 'open') {
    await ask(() => stripe.checkout.sessions.expire(session.id, {}, { idempotencyKey }))
    return
  }
  if (intent === null || intent.status === 'succeeded' || intent.status === 'canceled') return
  await ask(() => stripe.paymentIntents.cancel(intent.id, {}, { idempotencyKey }))
}

export async function refund(access: StripeAccess, input: RefundPayment): Promise<RefundSnapshot> {
  const { intent } = await existing(access, input.reference)
  if (intent === null) throw rejected('not_refundable', 'nothing was paid')
  const { currency } = moneyOf(intent.amount, intent.currency)
  if (currency !== input.amount.currency) throw rejected('other_currency', `the payment is in ${currency}`)
  const order = {
    payment_intent: intent.id,
    amount: toStripe(input.amount).amount,
    metadata: { [REFUND]: input.refundId },
  }
  try {
    const made = await ask(() => access.stripe.refunds.create(order, { idempotencyKey: input.idempotencyKey }))
    return refundOf(checked(refundSchema, made), input.reference)
  } catch (error) {
    const code = refusalOf(error)
    if (code === null || !(error instanceof GatewayError)) throw error
    const { refundId, reference, amount } = input
    const failure = { code, detail: error.message }
    return { reference: null, refundId, paymentReference: reference, amount, state: 'failed', failure }
  }
}

/** Refusals that are an answer about the payment rather than a mistake of ours. */
function refusalOf(error: unknown): 'exceeds_refundable' | 'not_refundable' | null {
  if (!(error instanceof GatewayError) || error.kind !== 'rejected') return null
  if (error.code === 'charge_disputed' || error.code === 'charge_not_refundable') return 'not_refundable'
  if (error.code === 'charge_already_refunded' || error.code === 'amount_too_large') return 'exceeds_refundable'
  // The commonest case has no code of its own, only a sentence.
  return /greater than (the )?unrefunded amount/i.test(error.message) ? 'exceeds_refundable' : null
}

export async function fetchRefund(access: StripeAccess, lookup: RefundLookup): Promise<RefundSnapshot | null> {
  if ('refundId' in lookup) {
    const { refunds } = snapshotOf(await existing(access, lookup.paymentReference))
    return refunds.find(refund => refund.refundId === lookup.refundId) ?? null
  }
  const found = await find(() => access.stripe.refunds.retrieve(lookup.reference))
  if (found === null) return null
  const seen = checked(refundSchema, found)
  const payment = seen.payment_intent ?? seen.charge
  if (payment == null) throw rejected('no_payment', `refund ${seen.id} belongs to no payment`)
  return refundOf(seen, snapshotOf(await existing(access, payment)).reference)
}
