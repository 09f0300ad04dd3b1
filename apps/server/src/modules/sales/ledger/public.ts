import type { Tx } from '../../../platform/db/db.ts'

export type EntryKind =
  | 'sale'
  | 'refund'
  | 'refund_settled'
  | 'refund_returned'
  | 'refund_reversed'
  | 'unallocated_payment'
  | 'dispute'

/** Debits are positive, credits negative. */
export type JournalLine = { account: string; amountMinor: bigint }

export type JournalEntry = {
  organizerId: string
  kind: EntryKind
  currency: string
  eventId: string | null
  orderId?: string
  paymentId?: string
  refundId?: string
  disputeId?: string
  lines: JournalLine[]
}

/** The parts that an amount consists of; they sum to it. */
export type MoneyParts = {
  netMinor: bigint
  taxes: Array<{ code: string; amountMinor: bigint }>
  feeNetMinor: bigint
  feeTaxes: Array<{ code: string; amountMinor: bigint }>
}

export type DisputeMoney = { withdrawnMinor: bigint; feeMinor: bigint; lossMinor: bigint }

export type PostedEntry = JournalEntry & { id: string; at: Date }

/**
 * The books: an append-only double-entry journal. What a buyer pays is recognised when it is paid; a refund first becomes a
 * debt (`refunds_payable`) and leaves the gateway's account when the gateway says so; money that belongs to nothing stands
 * on `unallocated` until it is returned.
 */
export type Ledger = {
  /** A payment settles an order. Free orders move no money and have no entry. */
  recordSale(tx: Tx, sale: Scope & { gateway: string; paymentId: string; parts: MoneyParts }): Promise<void>
  /** Money came in for which nothing can be given. */
  recordUnallocated(tx: Tx, payment: Scope & { gateway: string; paymentId: string; amountMinor: bigint }): Promise<void>
  /** The organizer owes the buyer this. `parts` null returns unallocated money. */
  recordRefund(
    tx: Tx,
    refund: Scope & { refundId: string; amountMinor: bigint; parts: MoneyParts | null },
  ): Promise<void>
  /** The gateway gave it back, or a lost dispute did, out of what it held. */
  recordRefundSettled(
    tx: Tx,
    refund: Scope & { gateway: string; refundId: string; amountMinor: bigint; outOf: 'gateway' | 'disputed' },
  ): Promise<void>
  /** What the gateway had given back came back: it is owed again. */
  recordRefundReturned(
    tx: Tx,
    refund: Scope & { gateway: string; refundId: string; amountMinor: bigint },
  ): Promise<void>
  /**
   * A dispute's money moves: positive amounts leave the gateway's account, negative ones come back to it. What is lost
   * beyond what a refund can stand for is a loss.
   */
  recordDispute(
    tx: Tx,
    dispute: Scope & { gateway: string; paymentId: string; disputeId: string } & DisputeMoney,
  ): Promise<void>
  /** The gateway refused, and another refund takes its place: this one is owed no more. `parts` null is nobody's money again. */
  recordRefundReversed(
    tx: Tx,
    refund: Scope & { refundId: string; amountMinor: bigint; parts: MoneyParts | null },
  ): Promise<void>
  entriesOfOrder(tx: Tx, orderId: string): Promise<PostedEntry[]>
}

export type Scope = { organizerId: string; orderId: string; eventId: string; currency: string }
