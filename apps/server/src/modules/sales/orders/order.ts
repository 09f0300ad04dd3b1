import type { Order, OrderLine, OrderState } from './public.ts'

/** In which order a list stands. */
export const ORDER_SORTS = ['newest', 'oldest', 'highest', 'lowest'] as const
export type OrderSort = (typeof ORDER_SORTS)[number]

/** What an order may become; the same table guards the database (`guard_order_transition`). */
export const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  awaiting_payment: ['paid', 'expired', 'cancelled'],
  expired: ['paid'],
  paid: ['partly_refunded', 'refunded', 'cancelled'],
  partly_refunded: ['refunded', 'cancelled'],
  // Only where a bank sends a refund back.
  refunded: ['partly_refunded'],
  cancelled: [],
}

export function mayBecome(from: OrderState, to: OrderState): boolean {
  return TRANSITIONS[from].includes(to)
}

/** Everything that a timeline can say of an order; the wire, and so the console's titles and icons, are made from it. */
export const TIMELINE_KINDS = [
  'placed',
  'paid',
  'expired',
  'cancelled',
  'payment_failed',
  'payment_quarantined',
  'payment_reviewed',
  'payment_disputed',
  'late_payment_returned',
  'surplus_payment_returned',
  'refund_requested',
  'refunded',
  'refund_failed',
  'refund_retried',
  'refund_withheld',
  'lines_cancelled',
  'attendee_changed',
  'resend_requested',
  'links_requested',
] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

/** What of an order's money somebody should see, the most pressing first. */
export const ORDER_ALERTS = [
  'dispute_open',
  'payment_suspicious',
  'dispute_inquiry',
  'dispute_lost',
  'dispute_won',
] as const
export type OrderAlert = (typeof ORDER_ALERTS)[number]

/** Without 0, 1, I, L, O and U: what is read out over a telephone is written down right, and spells no word by chance. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_LENGTH = 8

/** Drawn at random from 30^8, so it tells neither how many orders there are nor the next one's. */
export function newOrderCode(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = bytes => crypto.getRandomValues(bytes),
): string {
  const fair = 256 - (256 % CODE_ALPHABET.length)
  let code = ''
  while (code.length < CODE_LENGTH) {
    for (const byte of random(new Uint8Array(CODE_LENGTH))) {
      // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
      if (byte < fair && code.length < CODE_LENGTH) code += CODE_ALPHABET[byte % CODE_ALPHABET.length]!
    }
  }
  return code
}

/** What becomes of money that a gateway has taken for an order. */
export type Allocation =
  /** It pays the order, out of the capacity that is kept for it. */
  | 'pays'
  /** The order has expired: it pays if the capacity can be taken once more, and goes back otherwise. */
  | 'pays_if_reacquired'
  /** The order was cancelled: it goes back. */
  | 'late'
  /** Another payment has paid the order: it goes back. */
  | 'surplus'
  /** This very payment is accounted for already. */
  | 'known'

export function allocate(order: Pick<Order, 'state' | 'paymentId' | 'paidAt'>, paymentId: string): Allocation {
  if (order.paymentId === paymentId) return 'known'
  if (order.paidAt !== null) return 'surplus'
  if (order.state === 'awaiting_payment') return 'pays'
  if (order.state === 'expired') return 'pays_if_reacquired'
  return 'late'
}

/** What `amountMinor` given back makes of an order. A cancelled order stays cancelled, whatever is still paid back. */
export function stateAfterRefund(
  order: Pick<Order, 'state' | 'totalMinor' | 'refundedMinor'>,
  amountMinor: bigint,
): OrderState {
  if (order.state === 'cancelled') return 'cancelled'
  return order.refundedMinor + amountMinor >= order.totalMinor ? 'refunded' : 'partly_refunded'
}

export type Cancellation = 'unpaid' | 'paid'

/** Who may cancel what: a buyer only what is not paid; an organizer also what is. Null when it has ended already. */
export function cancellationOf(state: OrderState, by: 'buyer' | 'organizer'): Cancellation | null {
  if (state === 'awaiting_payment') return 'unpaid'
  if (by === 'organizer' && (state === 'paid' || state === 'partly_refunded')) return 'paid'
  return null
}

export type ChangeRefusal = 'wrong_state' | 'line_cancelled' | 'change_too_late'

/** Whether who comes may be changed: by the organizer at any time, by the buyer until the date begins. */
export function refusalOfChange(
  order: Pick<Order, 'state'>,
  line: Pick<OrderLine, 'state'>,
  by: 'buyer' | 'organizer',
  begun: boolean,
): ChangeRefusal | null {
  if (order.state !== 'awaiting_payment' && order.state !== 'paid' && order.state !== 'partly_refunded')
    return 'wrong_state'
  if (line.state === 'cancelled') return 'line_cancelled'
  return by === 'buyer' && begun ? 'change_too_late' : null
}
