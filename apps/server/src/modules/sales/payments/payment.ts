import { formatId } from '@tessera/kernel/ids'
import { type ExpectedPayment, type Mismatch, mismatchesOf, type PaymentSnapshot } from './ports.ts'
import type { Payment, PaymentState } from './public.ts'

/** What the gateway was asked, kept word for word: a repeated key must come with the same body. */
export type StoredRequest = {
  orderCode: string
  description: string
  buyerEmail: string
  locale: string
  returnUrl: string
  cancelUrl: string
  expiresAt: string
}

/** A payment with what only this module needs to know. */
export type Attempt = Payment & {
  /** Null for payments without a gateway. */
  gatewayAccountId: string | null
  idempotencyKey: string
  merchant: string | null
  livemode: boolean
  request: StoredRequest | null
  expiresAt: Date | null
  /** By the database's clock. */
  expired: boolean
  ageMs: number
}

/**
 * News arrives in any order, late and more than once, so a payment only climbs: whatever the order, the highest news wins.
 * Money that was taken outranks everything said before it; only a payment that is not what we asked for stands apart.
 */
const RANK: Readonly<Record<PaymentState, number>> = {
  created: 0,
  pending: 1,
  failed: 2,
  cancelled: 3,
  succeeded: 4,
  quarantined: 5,
}

const STATE_OF: Readonly<Record<PaymentSnapshot['state'], PaymentState>> = {
  open: 'created',
  pending: 'pending',
  authorized: 'pending',
  failed: 'failed',
  cancelled: 'cancelled',
  succeeded: 'succeeded',
}

export type Verdict =
  /** Another payment at the gateway that names our attempt: not ours to believe, and no reason to doubt ours. */
  | { kind: 'stranger' }
  /** Not what we asked for. */
  | { kind: 'quarantine'; mismatches: Mismatch[] }
  /** It differs now, after it was settled as it should be: an alarm, but what was settled stands. */
  | { kind: 'contradiction'; mismatches: Mismatch[] }
  | {
      kind: 'move'
      to: Exclude<PaymentState, 'quarantined'>
      /** What the order is told: money came, or this attempt is over. Each at most once in a payment's life. */
      tell: 'succeeded' | 'failed' | null
      failureCode: string | null
    }
  | { kind: 'known' }

type Standing = Pick<
  Attempt,
  'id' | 'state' | 'reference' | 'amountMinor' | 'currency' | 'merchant' | 'livemode' | 'failureCode'
>

/** What a piece of news means for a payment as it stands. */
export function judge(payment: Standing, news: PaymentSnapshot): Verdict {
  if (payment.reference !== null && payment.reference !== news.reference) return { kind: 'stranger' }
  if (payment.state === 'quarantined') return { kind: 'known' }
  const mismatches = mismatchesOf(expectedOf(payment), news)
  if (mismatches.length > 0) {
    return { kind: payment.state === 'succeeded' ? 'contradiction' : 'quarantine', mismatches }
  }
  const to = STATE_OF[news.state] as Exclude<PaymentState, 'quarantined'>
  if (RANK[to] <= RANK[payment.state]) return { kind: 'known' }
  const wasOver = isOver(payment.state)
  const tell = to === 'succeeded' ? 'succeeded' : isOver(to) && !wasOver ? 'failed' : null
  return { kind: 'move', to, tell, failureCode: isOver(to) ? (news.failure?.code ?? to) : null }
}

export function expectedOf(
  payment: Pick<Attempt, 'id' | 'amountMinor' | 'currency' | 'merchant' | 'livemode'>,
): ExpectedPayment {
  const { amountMinor, currency, merchant, livemode } = payment
  return { attemptId: attemptIdOf(payment.id), amount: { amountMinor, currency }, account: merchant, livemode }
}

export const attemptIdOf = (paymentId: string) => formatId('pay', paymentId)

function isOver(state: PaymentState): boolean {
  return state === 'failed' || state === 'cancelled'
}

export const isUnsettled = (state: PaymentState) => state === 'created' || state === 'pending'

/** What other modules see of it. */
export function paymentOf(attempt: Attempt): Payment {
  return {
    id: attempt.id,
    organizerId: attempt.organizerId,
    orderId: attempt.orderId,
    gateway: attempt.gateway,
    state: attempt.state,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    reference: attempt.reference,
    next: attempt.next,
    failureCode: attempt.failureCode,
    refundedMinor: attempt.refundedMinor,
    refundPendingMinor: attempt.refundPendingMinor,
    createdAt: attempt.createdAt,
    succeededAt: attempt.succeededAt,
    reviewedAt: attempt.reviewedAt,
  }
}
