import Stripe from 'stripe'
import type {
  GatewayEvent,
  GatewayEventKind,
  WebhookHeaders,
  WebhookRefusal,
  WebhookResult,
} from '../../../modules/sales/payments/ports.ts'
import type { StripeAccess } from './stripe-client.ts'
import {
  ATTEMPT,
  chargeSchema,
  disputeSchema,
  eventSchema,
  intentSchema,
  refundSchema,
  type StripeEvent,
  sessionSchema,
} from './stripe-objects.ts'
import { disputeOf, moneyOf, refundOf } from './stripe-snapshots.ts'

const TOLERANCE_S = 300

/** Verifies through the SDK, then translates. Nothing here asks Stripe: an endpoint answers fast or is called again. */
export function readWebhook(access: StripeAccess, rawBody: Buffer, headers: WebhookHeaders): WebhookResult {
  const header = headers['stripe-signature']
  if (typeof header !== 'string') return refuse('bad_signature', 'no signature header')
  let verified: unknown
  try {
    const { webhookSecret, now } = access.config
    const receivedAt = now?.()
    verified = access.stripe.webhooks.constructEvent(rawBody, header, webhookSecret, TOLERANCE_S, undefined, receivedAt)
  } catch (error) {
    return refuseFor(error)
  }
  const event = eventSchema.safeParse(verified)
  if (!event.success) return refuse('malformed', event.error.message)
  const account = event.data.account ?? null
  if (account !== access.account) return refuse('other_account', `for account ${account ?? 'of the platform'}`)
  try {
    return { ok: true, events: [translate(event.data, account)] }
  } catch (error) {
    return refuse('malformed', error instanceof Error ? error.message : String(error))
  }
}

function refuseFor(error: unknown): WebhookResult {
  const detail = error instanceof Error ? error.message : String(error)
  if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return refuse('malformed', detail)
  // The SDK looks at the age only once the signature is good, and has no other mark for it than this sentence.
  return refuse(detail.startsWith('Timestamp outside the tolerance zone') ? 'stale' : 'bad_signature', detail)
}

function refuse(refusal: WebhookRefusal, detail: string): WebhookResult {
  return { ok: false, refusal, detail }
}

type Meaning = Pick<GatewayEvent, 'kind' | 'reference' | 'attemptId' | 'amount' | 'refund' | 'dispute'>

const NOTHING: Meaning = {
  kind: 'unknown',
  reference: null,
  attemptId: null,
  amount: null,
  refund: null,
  dispute: null,
}

const MEANINGS: Readonly<Record<string, (object: unknown) => Meaning>> = {
  'checkout.session.completed': object => aboutSession(object, 'payment.pending'),
  'checkout.session.async_payment_succeeded': object => aboutSession(object, 'payment.succeeded'),
  'checkout.session.async_payment_failed': object => aboutSession(object, 'payment.failed'),
  'checkout.session.expired': object => aboutSession(object, 'payment.cancelled'),
  'payment_intent.succeeded': object => aboutIntent(object, 'payment.succeeded'),
  'payment_intent.payment_failed': object => aboutIntent(object, 'payment.failed'),
  'payment_intent.canceled': object => aboutIntent(object, 'payment.cancelled'),
  'payment_intent.processing': object => aboutIntent(object, 'payment.pending'),
  'payment_intent.amount_capturable_updated': object => aboutIntent(object, 'payment.pending'),
  'refund.created': aboutRefund,
  'refund.updated': aboutRefund,
  'refund.failed': aboutRefund,
  'charge.refund.updated': aboutRefund,
  'charge.refunded': aboutRefundedCharge,
  'charge.dispute.created': object => aboutDispute(object, 'dispute.opened'),
  'charge.dispute.updated': object => aboutDispute(object, 'dispute.opened'),
  'charge.dispute.funds_withdrawn': object => aboutDispute(object, 'dispute.opened'),
  'charge.dispute.funds_reinstated': object => aboutDispute(object, 'dispute.closed'),
  'charge.dispute.closed': object => aboutDispute(object, 'dispute.closed'),
}

function translate(event: StripeEvent, account: string | null): GatewayEvent {
  const meaning = MEANINGS[event.type]?.(event.data.object) ?? NOTHING
  return {
    ...(meaning.reference === null ? NOTHING : meaning),
    gatewayEventId: event.id,
    gatewayKind: event.type,
    account,
    livemode: event.livemode,
    occurredAt: new Date(event.created * 1_000),
  }
}

function aboutSession(object: unknown, kind: GatewayEventKind): Meaning {
  const session = sessionSchema.parse(object)
  const attemptId = session.metadata?.[ATTEMPT]
  // The organizer may sell other things through the same account; those are none of our business, and no error.
  if (attemptId === undefined) return NOTHING
  return {
    ...NOTHING,
    // A page is complete once the buyer is done; only `paid` means that the money is there.
    kind: session.payment_status === 'paid' ? 'payment.succeeded' : kind,
    reference: session.id,
    attemptId,
    amount: moneyOf(session.amount_total, session.currency),
  }
}

function aboutIntent(object: unknown, kind: GatewayEventKind): Meaning {
  const intent = intentSchema.parse(object)
  const attemptId = intent.metadata?.[ATTEMPT]
  if (attemptId === undefined) return NOTHING
  return { ...NOTHING, kind, reference: intent.id, attemptId, amount: moneyOf(intent.amount, intent.currency) }
}

function aboutRefund(object: unknown): Meaning {
  const told = refundSchema.parse(object)
  const reference = told.payment_intent ?? told.charge ?? null
  const refund = refundOf(told, reference ?? '')
  return { ...NOTHING, kind: 'refund.updated', reference, amount: refund.amount, refund }
}

function aboutRefundedCharge(object: unknown): Meaning {
  const charge = chargeSchema.parse(object)
  return {
    ...NOTHING,
    kind: 'refund.updated',
    reference: charge.payment_intent ?? charge.id,
    attemptId: charge.metadata?.[ATTEMPT] ?? null,
    amount: moneyOf(charge.amount_refunded, charge.currency),
  }
}

function aboutDispute(object: unknown, kind: GatewayEventKind): Meaning {
  const told = disputeSchema.parse(object)
  const dispute = disputeOf(told)
  return { ...NOTHING, kind, reference: told.payment_intent ?? told.charge ?? null, amount: dispute.amount, dispute }
}
