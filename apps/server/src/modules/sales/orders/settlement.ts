import { systemActor } from '../../../platform/http/access.ts'
import type { Settlement } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrderRow } from './orders.sql.ts'
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
  }
}
