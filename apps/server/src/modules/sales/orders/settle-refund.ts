import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { Refund } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { endLines } from './end-lines.ts'
import { moneyPartsOf } from './line.ts'
import { addRefundedParts } from './lines.sql.ts'
import { stateAfterRefund } from './order.ts'
import { addRefunded, lockOrder } from './orders.sql.ts'
import { type Order, orderRefunded, orderRefundFailed } from './public.ts'
import { spreadOverLines } from './refund.ts'
import { addToTimeline, wasRetried } from './timeline.sql.ts'

/** The gateway has given money back: what was owed to the buyer is settled, and the order says so. */
export async function settleRefund(deps: OrdersDeps, tx: Tx, refund: Refund): Promise<void> {
  const order = await lockOrder(tx, refund.orderId)
  if (!order) throw new Error(`refund ${refund.id} is of an order that is not there`)
  const { organizerId, eventId, currency, id: orderId } = order
  const scope = { organizerId, orderId, eventId, currency }
  const { gateway, amountMinor, id: refundId } = refund
  if (refund.cause === 'gateway') await bookGatewayRefund(deps, tx, order, refund)
  await deps.sales.ledger.recordRefundSettled(tx, { ...scope, gateway, refundId, amountMinor })
  // Money that never paid the order is no refund of the order.
  const state = refund.paymentId === order.paymentId ? stateAfterRefund(order, amountMinor) : null
  if (state) await addRefunded(tx, orderId, amountMinor, state)
  const data = { refund_id: refundId, gateway, amount_minor: String(amountMinor), cause: refund.cause }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refunded', actor: systemActor, data })
  await emit(tx, orderRefunded, orderId, { event_id: eventId, refund_id: refundId })
  if (state === 'refunded') await endLines(deps, tx, order, systemActor)
}

/**
 * Somebody refunded at the gateway itself: nobody asked us, so the lines and the books learn of it now. What is more than
 * the lines have left settles a debt that is in the books already: a refund of ours that the gateway had not made yet.
 */
async function bookGatewayRefund(deps: OrdersDeps, tx: Tx, order: Order, refund: Refund): Promise<void> {
  if (refund.paymentId !== order.paymentId || (await makesUpForFailed(deps, tx, refund))) return
  const spread = spreadOverLines(order.lines, refund.amountMinor)
  if (spread.length === 0) return
  await addRefundedParts(tx, spread)
  const { organizerId, eventId, currency, id: orderId } = order
  await deps.sales.ledger.recordRefund(tx, {
    organizerId,
    orderId,
    eventId,
    currency,
    refundId: refund.id,
    amountMinor: spread.reduce((sum, share) => sum + share.amountMinor, 0n),
    parts: moneyPartsOf(spread.map(({ line, parts }) => ({ ...line, parts }))),
  })
}

/** The same amount that a refund of ours failed to give is that refund, made by hand: it was owed and is booked already. */
async function makesUpForFailed(deps: OrdersDeps, tx: Tx, refund: Refund): Promise<boolean> {
  const { organizerId, orderId, paymentId, amountMinor, id } = refund
  const { refunds } = await deps.sales.payments.ofOrder(tx, orderId)
  for (const failed of refunds) {
    if (failed.state !== 'failed' || failed.paymentId !== paymentId || failed.amountMinor !== amountMinor) continue
    if (failed.cause === 'gateway' || (await wasRetried(tx, orderId, failed.id))) continue
    const data = { failed_refund: failed.id, refund_id: id, amount_minor: String(amountMinor) }
    await addToTimeline(tx, { organizerId, orderId, kind: 'refund_retried', actor: systemActor, data })
    return true
  }
  return false
}

/** The gateway refuses. The money stays owed (`refunds_payable`) until the organizer tries again: never "refunded". */
export async function noteFailedRefund(tx: Tx, refund: Refund): Promise<void> {
  const order = await lockOrder(tx, refund.orderId)
  if (!order) throw new Error(`refund ${refund.id} is of an order that is not there`)
  const { organizerId, id: orderId, eventId } = order
  const data = { refund_id: refund.id, amount_minor: String(refund.amountMinor), code: refund.failureCode }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refund_failed', actor: systemActor, data })
  await emit(tx, orderRefundFailed, orderId, { event_id: eventId, refund_id: refund.id })
}
