import type { Money } from '@tessera/kernel/money'
import type {
  DisputeSnapshot,
  DisputeState,
  FailureCode,
  GatewayFailure,
  PaymentSnapshot,
  PaymentState,
  RefundSnapshot,
} from '../../../modules/sales/payments/ports.ts'
import { fromStripe } from './stripe-amounts.ts'
import { badAnswer } from './stripe-client.ts'
import {
  ATTEMPT,
  REFUND,
  type StripeDispute,
  type StripeIntent,
  type StripeRefund,
  type StripeSession,
} from './stripe-objects.ts'

/** Everything Stripe knows about one payment, gathered by `stripe-lookup.ts`. */
export type StripePayment = {
  readonly account: string | null
  /** Null in the embedded flow. */
  readonly session: StripeSession | null
  /** Null until the buyer of a hosted page has done something. */
  readonly intent: StripeIntent | null
  readonly refunds: readonly StripeRefund[]
  readonly disputes: readonly StripeDispute[]
}

export function snapshotOf(payment: StripePayment): PaymentSnapshot {
  const { session, intent } = payment
  const root = session ?? intent
  if (root === null) throw badAnswer('neither a session nor an intent')
  const amount = moneyOf(session === null ? intent?.amount : session.amount_total, root.currency)
  const refunds = payment.refunds.map(refund => refundOf(refund, root.id))
  const given = refunds.filter(refund => refund.state !== 'failed')
  return {
    reference: root.id,
    attemptId: root.metadata?.[ATTEMPT] ?? null,
    state: session === null ? intentState(intent) : sessionState(session, intent),
    amount,
    captured: intent === null ? { ...amount, amountMinor: 0n } : moneyOf(intent.amount_received, intent.currency),
    refunded: { ...amount, amountMinor: given.reduce((sum, refund) => sum + refund.amount.amountMinor, 0n) },
    refunds,
    disputes: payment.disputes.map(disputeOf),
    account: payment.account,
    livemode: root.livemode,
    failure: failureOf(session, intent),
    createdAt: new Date(root.created * 1_000),
  }
}

export function moneyOf(amount: number | null | undefined, currency: string | null | undefined): Money {
  const money = amount == null || currency == null ? null : fromStripe(amount, currency)
  if (money === null) throw badAnswer(`${amount} ${currency} is no amount of money`)
  return money
}

function sessionState(session: StripeSession, intent: StripeIntent | null): PaymentState {
  // Asked first: money that was taken is taken, whatever became of the page.
  if (intent?.status === 'succeeded') return 'succeeded'
  if (session.status === 'expired') return 'cancelled'
  if (session.status !== 'complete') return 'open'
  // Of a finished page only a delayed method can still go back to asking for one: its money did not come.
  return intent?.status === 'requires_payment_method' ? 'failed' : intentState(intent)
}

const INTENT_STATES: Readonly<Record<StripeIntent['status'], PaymentState>> = {
  requires_payment_method: 'open',
  requires_confirmation: 'open',
  requires_action: 'open',
  processing: 'pending',
  requires_capture: 'authorized',
  canceled: 'cancelled',
  succeeded: 'succeeded',
}

function intentState(intent: StripeIntent | null): PaymentState {
  return intent === null ? 'open' : INTENT_STATES[intent.status]
}

const DECLINES: Readonly<Record<string, FailureCode>> = {
  insufficient_funds: 'insufficient_funds',
  payment_intent_authentication_failure: 'authentication_failed',
  authentication_required: 'authentication_failed',
}

function failureOf(session: StripeSession | null, intent: StripeIntent | null): GatewayFailure | null {
  if (intent?.status === 'succeeded') return null
  const error = intent?.last_payment_error
  if (error != null) {
    const word = error.decline_code ?? error.code ?? 'card_declined'
    return { code: DECLINES[word] ?? 'declined', detail: `${word}: ${error.message ?? ''}` }
  }
  if (session?.status === 'expired') return { code: 'expired', detail: 'the page expired or was closed' }
  if (intent?.status === 'canceled') return { code: 'cancelled', detail: 'the intent was canceled' }
  return null
}

const CLOSED_DESTINATIONS = new Set(['expired_or_canceled_card', 'lost_or_stolen_card'])

export function refundOf(refund: StripeRefund, paymentReference: string): RefundSnapshot {
  const failed = refund.status === 'failed' || refund.status === 'canceled'
  const reason = refund.failure_reason ?? refund.status ?? 'unknown'
  return {
    reference: refund.id,
    refundId: refund.metadata?.[REFUND] ?? null,
    paymentReference,
    amount: moneyOf(refund.amount, refund.currency),
    state: failed ? 'failed' : refund.status === 'succeeded' ? 'succeeded' : 'pending',
    failure: failed ? { code: CLOSED_DESTINATIONS.has(reason) ? 'destination_closed' : 'other', detail: reason } : null,
  }
}

/** An inquiry that ends without a loss, and a dispute prevented or settled by a refund, leave the money with us. */
const KEPT = new Set(['won', 'warning_closed', 'charge_refunded', 'prevented'])

export function disputeOf(dispute: StripeDispute): DisputeSnapshot {
  const { id: reference, status } = dispute
  const state = KEPT.has(status)
    ? 'won'
    : status === 'lost'
      ? 'lost'
      : status.startsWith('warning_')
        ? 'inquiry'
        : 'open'
  const amount = moneyOf(dispute.amount, dispute.currency)
  return { reference, state, amount, ...movementsOf(dispute, amount, state) }
}

/** Stripe says what it took and gave back as movements of the account's balance, which may be kept in another currency. */
function movementsOf(dispute: StripeDispute, amount: Money, state: DisputeState) {
  const moves = dispute.balance_transactions ?? []
  const ours = moves.filter(move => move.currency === dispute.currency)
  const sum = (of: 'amount' | 'fee') => ours.reduce((total, move) => total + move[of], 0)
  const fee = moneyOf(Math.max(sum('fee'), 0), dispute.currency)
  // Of an exchanged amount only the buyer's side is ours to book; the exchange is between the merchant and Stripe.
  const isTaken = moves.reduce((total, move) => total + move.amount, 0) < 0
  const exchanged = isTaken ? amount : { ...amount, amountMinor: 0n }
  const withdrawn = ours.length === moves.length ? moneyOf(Math.max(-sum('amount'), 0), dispute.currency) : exchanged
  // What is lost is gone, whether or not the movement is listed yet.
  return { withdrawn: state === 'lost' && withdrawn.amountMinor === 0n ? amount : withdrawn, fee }
}
