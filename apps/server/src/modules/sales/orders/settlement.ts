import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { Payment, Settlement } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrderRow, selectOrder } from './orders.sql.ts'
import { paymentSuspicious } from './public.ts'
import { settlePayment } from './settle-payment.ts'
import { noteFailedRefund, settleRefund } from './settle-refund.ts'
import { addToTimeline } from './timeline.sql.ts'

/** What orders do when their money moves; payments calls it in its own transactions. */
export function createSettlement(deps: OrdersDeps): Settlement {
  return {
    lockOrder: lockOrderRow,
    paymentSucceeded: (tx, payment) => settlePayment(deps, tx, payment),
    // The order waits on: another attempt may succeed while its time runs.
    paymentFailed: async (tx, { organizerId, orderId, id, gateway, failureCode }) =>
      void (await addToTimeline(tx, {
        organizerId,
        orderId,
        kind: 'payment_failed',
        actor: systemActor,
        data: { payment_id: id, gateway, code: failureCode },
      })),
    refundSettled: (tx, refund) => settleRefund(deps, tx, refund),
    refundFailed: (tx, refund) => noteFailedRefund(tx, refund),
    paymentQuarantined: (tx, payment) => noteSuspicion(tx, payment, 'quarantined', { code: payment.failureCode }),
    disputeChanged: (tx, payment, { state, amount }) =>
      noteSuspicion(tx, payment, 'disputed', { state, amount_minor: String(amount.amountMinor) }),
  }
}

/** Nothing is decided by it: whoever looks after the order sees it, and is told. */
async function noteSuspicion(
  tx: Tx,
  { id, organizerId, orderId, gateway }: Payment,
  what: 'quarantined' | 'disputed',
  more: Record<string, unknown>,
): Promise<void> {
  const order = await selectOrder(tx, orderId)
  if (!order) throw new Error(`payment ${id} is for an order that is not there`)
  const data = { payment_id: id, gateway, ...more }
  await addToTimeline(tx, { organizerId, orderId, kind: `payment_${what}`, actor: systemActor, data })
  await emit(tx, paymentSuspicious, orderId, { event_id: order.eventId, payment_id: id, what })
}
