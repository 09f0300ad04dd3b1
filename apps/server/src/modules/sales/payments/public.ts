import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import { defineEvent } from '../../../platform/outbox/outbox.ts'

export type PaymentState = 'created' | 'pending' | 'succeeded' | 'failed' | 'cancelled' | 'quarantined'

/** What the buyer does next to pay. */
export type NextStep =
  | { kind: 'redirect'; url: string }
  | { kind: 'embedded'; clientSecret: string; publishableKey: string; account: string | null }
  | { kind: 'none' }

/** One attempt to pay an order. */
export type Payment = {
  id: string
  organizerId: string
  orderId: string
  /** `free` (nothing to pay) and `manual` (marked by the organizer) are no gateways. */
  gateway: string
  state: PaymentState
  amountMinor: bigint
  currency: string
  reference: string | null
  next: NextStep | null
  failureCode: string | null
  refundedMinor: bigint
  refundPendingMinor: bigint
  createdAt: Date
  succeededAt: Date | null
  /** When somebody said that it was looked after, of one that is quarantined. */
  reviewedAt: Date | null
}

export type RefundState = 'created' | 'pending' | 'succeeded' | 'failed'
/** `gateway`: made in the gateway's dashboard. `dispute`: taken by the buyer's bank, once a dispute is lost. */
export type RefundCause = 'organizer' | 'late_payment' | 'surplus_payment' | 'event_cancelled' | 'gateway' | 'dispute'

export type Refund = {
  id: string
  organizerId: string
  orderId: string
  paymentId: string
  gateway: string
  amountMinor: bigint
  currency: string
  state: RefundState
  cause: RefundCause
  reason: string | null
  lines: Array<{ lineId: string; amountMinor: string }>
  failureCode: string | null
  createdAt: Date
  settledAt: Date | null
}

export type StartPayment = {
  organizerId: string
  orderId: string
  orderCode: string
  gateway: string
  amountMinor: bigint
  currency: string
  description: string
  buyerEmail: string
  locale: string
  returnUrl: string
  cancelUrl: string
  /** The gateway should not take the money after this. */
  expiresAt: Date
}

/** How a buyer can pay this organizer. */
export type GatewayChoice = { gateway: string; label: string; flow: 'redirect' | 'embedded' }

export type Payments = {
  choices(tx: Tx): Promise<GatewayChoice[]>
  /**
   * Records the attempt and commits, then asks the gateway, then records the answer. A repeated call while an attempt of the
   * same order and gateway is still open returns that attempt. Throws `payments.gateway_unavailable`.
   */
  start(command: StartPayment): Promise<Payment>
  /** Asks the gateway how the payment stands, applies it, and returns it; never trusts the browser. */
  check(organizerId: string, paymentId: string): Promise<Payment | null>
  ofOrder(tx: Tx, orderId: string): Promise<{ payments: Payment[]; refunds: Refund[]; disputes: Dispute[] }>
  /** Whether a dispute holds a payment's money, so that none of it can be given back. Ask with the order locked. */
  isHeldByDispute(tx: Tx, paymentId: string): Promise<boolean>
  /** Puts a quarantined payment away, once: false when it was put away before. */
  markReviewed(tx: Tx, paymentId: string): Promise<boolean>
  /**
   * Records a refund in the caller's transaction; it is executed after the commit, and again until the gateway has answered.
   * Throws `payments.disputed` and `payments.refund_exceeds_payment`.
   */
  requestRefund(
    tx: Tx,
    refund: {
      organizerId: string
      orderId: string
      paymentId: string
      amountMinor: bigint
      cause: RefundCause
      reason: string | null
      lines: Refund['lines']
    },
  ): Promise<Refund>
  /** Another refund has given a part of one that failed: records that this much of it is still owed, on these lines. */
  oweRest(tx: Tx, failed: Refund, amountMinor: bigint, lines: Refund['lines']): Promise<Refund>
  /** Executes a recorded refund now; repeating it is harmless. */
  executeRefund(organizerId: string, refundId: string): Promise<Refund>
}

/**
 * What an order does when its money moves. Payments declares it, orders implements it, compose wires it: each is called in
 * the transaction that records the payment's or the refund's new state, once for each change.
 */
export type Settlement = {
  /** Locks the order first, before payments locks the payment: the one order of locks for both. */
  lockOrder(tx: Tx, orderId: string): Promise<void>
  paymentSucceeded(tx: Tx, payment: Payment): Promise<void>
  paymentFailed(tx: Tx, payment: Payment): Promise<void>
  refundSettled(tx: Tx, refund: Refund): Promise<void>
  refundFailed(tx: Tx, refund: Refund): Promise<void>
  /** A refund that was told as settled has come back: it is owed again. */
  refundReturned?(tx: Tx, refund: Refund): Promise<void>
  /** The gateway's payment is not what we asked for: no ticket, until somebody has looked. */
  paymentQuarantined?(tx: Tx, payment: Payment): Promise<void>
  /** A dispute begins, is decided, or its money moves: each movement is told once. */
  disputeChanged?(tx: Tx, payment: Payment, change: DisputeChange): Promise<void>
  /** A lost dispute took more than was left of the payment; what was left is told as a refund. */
  disputeLostBeyond?(tx: Tx, payment: Payment, dispute: Dispute, amountMinor: bigint): Promise<void>
}

/** `inquiry`: the bank only asks. `open`: the money is away until it is decided. */
export type DisputeState = 'inquiry' | 'open' | 'won' | 'lost'

/** The buyer asks their bank for the money of a payment. */
export type Dispute = {
  id: string
  organizerId: string
  paymentId: string
  orderId: string
  gateway: string
  reference: string
  state: DisputeState
  amountMinor: bigint
  currency: string
  /** Taken from the gateway account for it, as booked; nothing once it is won. */
  withdrawnMinor: bigint
  feeMinor: bigint
  /** What of it is gone for good. */
  lostMinor: bigint
  openedAt: Date
  closedAt: Date | null
}

export type DisputeChange = {
  dispute: Dispute
  stateChanged: boolean
  /** Positive left the gateway's account, negative came back. */
  moreWithdrawnMinor: bigint
  moreFeeMinor: bigint
}

export const refundRequested = defineEvent<{ refund_id: string }>('payments.refund_requested')

export const paymentErrors = defineErrors('payments', {
  gateway_unknown: { status: 422, title: 'This organizer does not offer that way to pay' },
  gateway_unavailable: { status: 503, title: 'The payment service does not answer; nothing was charged' },
  outcome_unknown: {
    status: 503,
    title: 'The payment service has not answered yet; do not pay again, we are finding out',
  },
  gateway_account_exists: { status: 409, title: 'There is an enabled account at this gateway already' },
  credentials_refused: { status: 422, title: 'The gateway does not accept these credentials' },
  other_merchant: { status: 422, title: 'These credentials belong to another account; connect it as a new one' },
  disputed: {
    status: 409,
    title: 'The buyer has asked their bank for this money: until that is decided none of it can be given back',
  },
  not_suspicious: { status: 409, title: 'Nothing about this payment waits to be looked at' },
  refund_exceeds_payment: { status: 409, title: 'More was to be refunded than was paid' },
  signature_refused: { status: 400, title: 'The signature does not fit' },
})
