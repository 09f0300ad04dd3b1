import type { Translated } from '@tessera/kernel/translated'
import type { RefundParts } from '@tessera/pricing/refund-share'
import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import { defineEvent } from '../../../platform/outbox/outbox.ts'
import type { DisputeState } from '../payments/public.ts'

export type OrderState = 'awaiting_payment' | 'paid' | 'partly_refunded' | 'refunded' | 'expired' | 'cancelled'

/** Answers by the id of their question. */
export type Answers = Record<string, string | number | boolean | string[]>

/** One unit of an order: its own price to the cent, its own attendee, its own fate. */
export type OrderLine = {
  id: string
  position: number
  /** Line of the quote that the unit came from. */
  quoteLineKey: string
  productId: string
  variantId: string | null
  dateId: string | null
  kind: 'admission' | 'add_on' | 'merchandise'
  productName: Translated
  variantName: Translated | null
  /** One unit of each is taken by it. */
  poolIds: string[]
  state: 'active' | 'cancelled'
  attendeeName: string | null
  attendeeEmail: string | null
  answers: Answers
  grossMinor: bigint
  taxCode: string | null
  taxPpm: number
  feeGrossMinor: bigint
  feeTaxCode: string | null
  paid: RefundParts
  /** Given back or promised back so far; never more than `paid`, part by part. */
  refunded: RefundParts
  cancelledAt: Date | null
}

export type Order = {
  id: string
  organizerId: string
  /** What people read out; reveals no volume. */
  code: string
  eventId: string
  holdId: string
  state: OrderState
  buyerName: string
  buyerEmail: string
  locale: string
  answers: Answers
  /** The priced cart that was agreed; inventory keeps it. */
  quoteId: string
  totalMinor: bigint
  /** What gateways have given back. */
  refundedMinor: bigint
  currency: string
  secretVersion: number
  placedAt: Date
  payUntil: Date | null
  /** Not null means that its active admission lines have tickets. */
  paidAt: Date | null
  paymentId: string | null
  closedAt: Date | null
  closedReason: string | null
  version: number
  lines: OrderLine[]
}

/** What other modules may ask of orders. */
export type Orders = {
  get(tx: Tx, orderId: string): Promise<Order | null>
  /** Verifies an order's secret and reads it; null for a wrong secret and for none. */
  open(orderId: string, secret: string): Promise<Order | null>
  /** Path of the buyer's page. The secret stands in the fragment, which no server and no log sees. */
  linkOf(order: Pick<Order, 'id' | 'code' | 'secretVersion'>): string
  /** To whom a `orders.resend_requested` goes; null when the request is unknown. */
  resendRecipient(tx: Tx, requestId: string): Promise<string | null>
  /** Orders of the event that are paid and not all given back, by id, after this one: who is told when it changes. */
  paidIdsOfEvent(tx: Tx, eventId: string, after: string | null, most: number): Promise<string[]>
  /** Whether anybody has ever placed an order for this event. */
  hasOrders(tx: Tx, eventId: string): Promise<boolean>
  /** Whether a line of any order is for this date. */
  isDateSold(tx: Tx, dateId: string): Promise<boolean>
  /** Whether any order has a line of the product, or of the variant if one is named. */
  isSold(tx: Tx, productId: string, variantId: string | null): Promise<boolean>
}

export const orderPlaced = defineEvent<{ event_id: string }>('orders.placed')
export const orderPaid = defineEvent<{ event_id: string }>('orders.paid')
/** Its time to pay is over and its capacity is on sale again; emitted by `reclaim_holds`. */
export const orderExpired = defineEvent<Record<string, never>>('orders.expired')
export const orderCancelled = defineEvent<{ event_id: string; was_paid: boolean }>('orders.cancelled')
export const orderRefunded = defineEvent<{ event_id: string; refund_id: string }>('orders.refunded')
/** The gateway could not give the money back: it is still owed. */
export const orderRefundFailed = defineEvent<{ event_id: string; refund_id: string }>('orders.refund_failed')
/** Attendees changed or lines were cancelled. */
export const orderChanged = defineEvent<{ event_id: string; line_ids: string[] }>('orders.changed')
/** Ask `resendRecipient(request_id)` for the address. */
export const orderResendRequested = defineEvent<{ event_id: string; request_id: string }>('orders.resend_requested')
/** Somebody asks for the links of an address's orders; the address is sealed, and may have none. */
export const orderLookupRequested = defineEvent<{ sealed_address: string; event_id: string | null }>(
  'orders.lookup_requested',
)
/** A buyer asks for the links of these orders, all of one address: one mail. */
export const orderLinksRequested = defineEvent<{ order_ids: string[] }>('orders.links_requested')
/** Money came for an order that had ended, and could not be given what it was for; it is on its way back. */
export const latePaymentReturned = defineEvent<{ event_id: string; refund_id: string }>('orders.late_payment_returned')
/** Money came for an order that was paid already; it is on its way back. */
export const surplusPaymentReturned = defineEvent<{ event_id: string; refund_id: string }>(
  'orders.surplus_payment_returned',
)
/** A payment needs somebody's eyes: the gateway's is not what was asked for, or its buyer asks the bank for the money. */
export const paymentSuspicious = defineEvent<{
  event_id: string
  payment_id: string
  what: 'quarantined' | 'disputed'
  /** Of a dispute: which, and what it has become. */
  dispute?: { id: string; state: DisputeState }
}>('orders.payment_suspicious')
/** Somebody has looked at a suspicious payment. */
export const paymentReviewed = defineEvent<{ event_id: string; payment_id: string }>('orders.payment_reviewed')
/** All that is still paid for an event shall go back; worked off in chunks, each order exactly once. */
export const eventRefundRequested = defineEvent<{ after: string | null }>('orders.event_refund_requested')

export const orderErrors = defineErrors('orders', {
  invalid_answers: { status: 422, title: 'Some answers are missing or not valid' },
  not_on_sale: { status: 409, title: 'This event is not on sale any more' },
  not_payable: { status: 409, title: 'This order cannot be paid any more' },
  wrong_state: { status: 409, title: 'The order is not in a state for that' },
  line_cancelled: { status: 409, title: 'This ticket was cancelled' },
  change_too_late: { status: 409, title: 'Names can be changed until the event begins; ask the organizer' },
  unknown_line: { status: 422, title: 'The order has no such line' },
  refund_exceeds_rest: { status: 409, title: 'More was to be refunded than is left' },
  full_refund_cancels: { status: 409, title: 'Whoever gets everything back keeps no ticket: cancel the lines with it' },
  nothing_to_refund: { status: 409, title: 'There is nothing left to refund' },
  refund_not_failed: { status: 409, title: 'Only a refund that failed can be tried again, and only once' },
  event_not_cancelled: { status: 409, title: 'Only the orders of a cancelled event can be refunded all at once' },
})
