import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { Refund } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrder } from './orders.sql.ts'
import { orderRefundFailed } from './public.ts'
import { subtractRefunded } from './return-refund.sql.ts'
import { addToTimeline } from './timeline.sql.ts'

/**
 * The buyer's bank sent a refund back that had succeeded (an account that is closed). The money is the organizer's to give
 * once more: owed like any refund that failed, and tried again like one. Tickets that it ended stay ended.
 */
export async function returnRefund(deps: OrdersDeps, tx: Tx, refund: Refund): Promise<void> {
  const order = await lockOrder(tx, refund.orderId)
  if (!order) throw new Error(`refund ${refund.id} is of an order that is not there`)
  const { organizerId, eventId, currency, id: orderId } = order
  const { gateway, amountMinor, id: refundId } = refund
  const scope = { organizerId, orderId, eventId, currency }
  await deps.sales.ledger.recordRefundReturned(tx, { ...scope, gateway, refundId, amountMinor })
  // Money that never paid the order was no refund of the order.
  if (refund.paymentId === order.paymentId) await subtractRefunded(tx, orderId, amountMinor)
  const data = { refund_id: refundId, amount_minor: String(amountMinor), code: refund.failureCode, returned: true }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refund_failed', actor: systemActor, data })
  await emit(tx, orderRefundFailed, orderId, { event_id: eventId, refund_id: refundId })
}
