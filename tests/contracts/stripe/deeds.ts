import {
  type Charge,
  type Dispute,
  type Intent,
  type MerchantBook,
  newId,
  nowS,
  type Session,
  StripeRefusal,
  type World,
} from './book.ts'
import { tell } from './messages.ts'

/** What buyers, their banks and clerks at Stripe do to a payment. */

export function intentOf(merchant: MerchantBook, reference: string): { intent: Intent; session: Session | null } {
  const session = merchant.sessions.get(reference) ?? null
  const intent = session === null ? merchant.intents.get(reference) : meet(merchant, session)
  if (intent === undefined) throw new Error(`no payment ${reference}`)
  return { intent, session }
}

/** A hosted page makes its intent when the buyer first does something. */
function meet(merchant: MerchantBook, session: Session): Intent {
  const known = session.payment_intent === null ? undefined : merchant.intents.get(session.payment_intent)
  if (known !== undefined) return known
  const planned = merchant.planned.get(session.id) ?? {}
  const intent: Intent = {
    id: newId('pi'),
    amount: session.amount_total,
    amount_received: 0,
    amount_capturable: 0,
    currency: session.currency,
    status: 'requires_payment_method',
    capture_method: planned.capture_method ?? 'automatic',
    latest_charge: null,
    last_payment_error: null,
    metadata: planned.metadata ?? {},
    created: nowS(),
  }
  merchant.intents.set(intent.id, intent)
  session.payment_intent = intent.id
  return intent
}

export function pays(world: World, merchant: MerchantBook, reference: string): void {
  const { intent, session } = intentOf(merchant, reference)
  const taken = intent.amount + world.addToNextPayment
  world.addToNextPayment = 0
  const manual = intent.capture_method === 'manual'
  const charge = chargeOf(merchant, intent, taken)
  intent.last_payment_error = null
  intent.status = manual ? 'requires_capture' : 'succeeded'
  intent.amount_capturable = manual ? taken : 0
  intent.amount_received = manual ? 0 : taken
  charge.amount_captured = intent.amount_received
  tell(world, merchant, manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent)
  if (session === null) return
  const early = session.status === 'open'
  session.status = 'complete'
  session.payment_status = manual ? 'unpaid' : 'paid'
  tell(world, merchant, early ? 'checkout.session.completed' : 'checkout.session.async_payment_succeeded', session)
}

export function isDeclined(world: World, merchant: MerchantBook, reference: string): void {
  const { intent } = intentOf(merchant, reference)
  refusePayment(world, merchant, intent)
}

export function paysLater(world: World, merchant: MerchantBook, reference: string): void {
  const { intent, session } = intentOf(merchant, reference)
  intent.status = 'processing'
  tell(world, merchant, 'payment_intent.processing', intent)
  if (session === null) return
  session.status = 'complete'
  tell(world, merchant, 'checkout.session.completed', session)
}

export function laterMoneyFails(world: World, merchant: MerchantBook, reference: string): void {
  const { intent, session } = intentOf(merchant, reference)
  refusePayment(world, merchant, intent)
  if (session !== null) tell(world, merchant, 'checkout.session.async_payment_failed', session)
}

function refusePayment(world: World, merchant: MerchantBook, intent: Intent): void {
  intent.status = 'requires_payment_method'
  intent.last_payment_error = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  }
  tell(world, merchant, 'payment_intent.payment_failed', intent)
}

export function captureIntent(world: World, merchant: MerchantBook, intent: Intent, part?: number): void {
  if (intent.status !== 'requires_capture') {
    const message = `This PaymentIntent could not be captured because it has a status of ${intent.status}.`
    throw new StripeRefusal(400, message, 'payment_intent_unexpected_state')
  }
  const amount = part ?? intent.amount_capturable
  if (amount > intent.amount_capturable) throw new StripeRefusal(400, 'More than authorized.', 'amount_too_large')
  const charge = merchant.charges.get(intent.latest_charge ?? '')
  if (charge !== undefined) charge.amount_captured = amount
  Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 })
  tell(world, merchant, 'payment_intent.succeeded', intent)
}

export function cancelIntent(world: World, merchant: MerchantBook, intent: Intent): void {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`
    throw new StripeRefusal(400, message, 'payment_intent_unexpected_state')
  }
  Object.assign(intent, { status: 'canceled', amount_capturable: 0 })
  tell(world, merchant, 'payment_intent.canceled', intent)
}

export function refundsInDashboard(world: World, merchant: MerchantBook, reference: string, amount: number): void {
  const { intent } = intentOf(merchant, reference)
  const charge = merchant.charges.get(intent.latest_charge ?? '')
  if (charge === undefined) throw new Error('nothing to refund')
  charge.amount_refunded += amount
  const { currency, id: payment_intent } = intent
  const refund = { id: newId('re'), amount, currency, status: 'succeeded', payment_intent, metadata: {} }
  merchant.refunds.set(refund.id, refund)
  tell(world, merchant, 'refund.created', refund)
  tell(world, merchant, 'charge.refunded', charge)
}

export function decidesRefund(world: World, merchant: MerchantBook, id: string, state: 'succeeded' | 'failed'): void {
  const refund = merchant.refunds.get(id)
  if (refund === undefined) throw new Error(`no refund ${id}`)
  refund.status = state
  if (state === 'failed') {
    refund.failure_reason = 'expired_or_canceled_card'
    const { intent } = intentOf(merchant, refund.payment_intent)
    const charge = merchant.charges.get(intent.latest_charge ?? '')
    if (charge !== undefined) charge.amount_refunded -= refund.amount
  }
  tell(world, merchant, state === 'failed' ? 'refund.failed' : 'refund.updated', refund)
}

export function opensDispute(world: World, merchant: MerchantBook, reference: string): void {
  const { intent } = intentOf(merchant, reference)
  const charge = merchant.charges.get(intent.latest_charge ?? '')
  if (charge === undefined) throw new Error('nothing to dispute')
  charge.disputed = true
  const amount = charge.amount_captured - charge.amount_refunded
  const dispute: Dispute = { id: newId('dp'), amount, status: 'needs_response', payment_intent: intent.id }
  merchant.disputes.set(dispute.id, dispute)
  tell(world, merchant, 'charge.dispute.created', dispute)
}

export function decidesDispute(world: World, merchant: MerchantBook, reference: string, state: 'won' | 'lost'): void {
  const { intent } = intentOf(merchant, reference)
  const dispute = [...merchant.disputes.values()].find(known => known.payment_intent === intent.id)
  if (dispute === undefined) throw new Error('no dispute')
  dispute.status = state
  tell(world, merchant, 'charge.dispute.closed', dispute)
}

function chargeOf(merchant: MerchantBook, intent: Intent, amount: number): Charge {
  const charge: Charge = {
    id: newId('ch'),
    amount,
    amount_captured: 0,
    amount_refunded: 0,
    currency: intent.currency,
    disputed: false,
    payment_intent: intent.id,
  }
  merchant.charges.set(charge.id, charge)
  intent.latest_charge = charge.id
  return charge
}
