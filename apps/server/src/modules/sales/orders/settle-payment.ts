import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { Payment } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { issueTickets } from './issue-tickets.ts'
import { moneyPartsOf } from './line.ts'
import { allocate } from './order.ts'
import { lockOrder, markPaid } from './orders.sql.ts'
import { latePaymentReturned, type Order, orderPaid, surplusPaymentReturned } from './public.ts'
import { addToTimeline } from './timeline.sql.ts'

/**
 * A gateway has taken money for an order: the order is paid by it, or the money goes back. Both are decided and booked
 * in the transaction that records the payment, so there is no moment in which money has no place.
 */
export async function settlePayment(deps: OrdersDeps, tx: Tx, payment: Payment): Promise<void> {
  const order = await lockOrder(tx, payment.orderId)
  if (!order) throw new Error(`payment ${payment.id} is for an order that is not there`)
  if (payment.amountMinor !== order.totalMinor || payment.currency !== order.currency)
    throw new Error(`payment ${payment.id} is not over what order ${order.id} costs`)
  switch (allocate(order, payment.id)) {
    case 'known':
      return
    case 'pays':
      // The lock on the order keeps the sweeper away, so what was held for it is still held.
      return (await takesPlace(deps, tx, order)) && (await deps.sales.inventory.convert(tx, order.holdId))
        ? acceptPayment(deps, tx, order, payment)
        : payAgain(deps, tx, order, payment)
    case 'pays_if_reacquired':
      return payAgain(deps, tx, order, payment)
    case 'late':
      return returnPayment(deps, tx, order, payment, 'late_payment')
    case 'surplus':
      return returnPayment(deps, tx, order, payment, 'surplus_payment')
  }
}

/** The time to pay was over. Whoever is still in time for the capacity gets it, at the price that was agreed. */
async function payAgain(deps: OrdersDeps, tx: Tx, order: Order, payment: Payment): Promise<void> {
  if ((await takesPlace(deps, tx, order)) && (await deps.sales.inventory.reacquire(tx, order.holdId)))
    return acceptPayment(deps, tx, order, payment)
  return returnPayment(deps, tx, order, payment, 'late_payment')
}

/** Money for an event that was called off meanwhile goes back, also when its order was not closed yet. */
async function takesPlace(deps: OrdersDeps, tx: Tx, order: Order): Promise<boolean> {
  const head = (await deps.catalog.heads(tx, [order.eventId])).get(order.eventId)
  return head !== undefined && head.state !== 'cancelled'
}

async function acceptPayment(deps: OrdersDeps, tx: Tx, order: Order, payment: Payment): Promise<void> {
  if (!(await markPaid(tx, order.id, payment.id)))
    throw new Error(`order ${order.id} cannot go from ${order.state} to paid`)
  const { organizerId, eventId, currency, id: orderId } = order
  const parts = moneyPartsOf(order.lines.map(line => ({ ...line, parts: line.paid })))
  const { gateway, id: paymentId } = payment
  await deps.sales.ledger.recordSale(tx, { organizerId, orderId, eventId, currency, gateway, paymentId, parts })
  await issueTickets(deps, tx, order)
  const data = {
    payment_id: paymentId,
    gateway,
    amount_minor: String(payment.amountMinor),
    late: order.state === 'expired',
  }
  await addToTimeline(tx, { organizerId, orderId, kind: 'paid', actor: systemActor, data })
  await emit(tx, orderPaid, orderId, { event_id: eventId })
}

/** Nothing can be given for this money: it is booked as nobody's and sent back, all of it. */
async function returnPayment(
  deps: OrdersDeps,
  tx: Tx,
  order: Order,
  payment: Payment,
  cause: 'late_payment' | 'surplus_payment',
): Promise<void> {
  const { ledger, payments } = deps.sales
  const { organizerId, eventId, currency, id: orderId } = order
  const { amountMinor, gateway, id: paymentId } = payment
  const scope = { organizerId, orderId, eventId, currency }
  await ledger.recordUnallocated(tx, { ...scope, gateway, paymentId, amountMinor })
  const refund = await payments.requestRefund(tx, {
    organizerId,
    orderId,
    paymentId,
    amountMinor,
    cause,
    reason: null,
    lines: [],
  })
  await ledger.recordRefund(tx, { ...scope, refundId: refund.id, amountMinor, parts: null })
  const data = { payment_id: paymentId, refund_id: refund.id, gateway, amount_minor: String(amountMinor) }
  await addToTimeline(tx, { organizerId, orderId, kind: `${cause}_returned`, actor: systemActor, data })
  const returned = cause === 'late_payment' ? latePaymentReturned : surplusPaymentReturned
  await emit(tx, returned, orderId, { event_id: eventId, refund_id: refund.id })
}
