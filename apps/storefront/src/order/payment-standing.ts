import type { Order, Payment } from '../api/orders.ts'

type Payments = Pick<Order, 'payments'>

export const openPayment = ({ payments }: Payments): Payment | undefined =>
  payments.find(payment => payment.state === 'created' || payment.state === 'pending')

export const lastFailed = ({ payments }: Payments): Payment | undefined => {
  const latest = payments.toSorted((a, b) => b.created_at.localeCompare(a.created_at))[0]
  return latest?.state === 'failed' ? latest : undefined
}

export type Watch = {
  /** The gateway is being asked about an open payment. */
  isWatching: boolean
  /** It has been asked for longer than a payment usually takes. */
  takesLong: boolean
}

/**
 * What an order that waits for its money says of its payment. A `pending` one was started and takes its time, as a bank
 * transfer does: that is known at once and nothing is left to confirm. Of a `created` one nobody knows whether it was
 * paid: who comes from paying waits for the answer, whoever opens the page later may want to pay.
 */
export function standingOf(
  { payments }: Payments,
  { isWatching, takesLong }: Watch,
  hasReturned: boolean,
): 'on_its_way' | 'confirming' | 'takes_long' | 'unpaid' {
  if (!isWatching) return 'unpaid'
  if (payments.some(payment => payment.state === 'pending')) return 'on_its_way'
  if (takesLong) return 'takes_long'
  return hasReturned ? 'confirming' : 'unpaid'
}
