import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { DisputeChange, DisputeState, Payment, Settlement } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrderRow, selectOrder, touchOrder } from './orders.sql.ts'
import { paymentSuspicious } from './public.ts'
import { returnRefund } from './return-refund.ts'
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
    refundReturned: (tx, refund) => returnRefund(deps, tx, refund),
    paymentQuarantined: (tx, payment) =>
      noteSuspicion(tx, payment, { what: 'quarantined' }, { code: payment.failureCode }),
    disputeChanged: (tx, payment, change) => followDispute(deps, tx, payment, change),
    disputeLostBeyond: async (tx, payment, dispute, lossMinor) => {
      const scope = await scopeOf(tx, payment)
      const money = { withdrawnMinor: 0n, feeMinor: 0n, lossMinor }
      await deps.sales.ledger.recordDispute(tx, { ...scope, disputeId: dispute.id, ...money })
    },
  }
}

type Suspicion = { what: 'quarantined' | 'disputed'; dispute?: { id: string; state: DisputeState } }

/** Nothing is decided by it: whoever looks after the order sees it, and is told. */
async function noteSuspicion(
  tx: Tx,
  { id, organizerId, orderId, gateway }: Payment,
  { what, dispute }: Suspicion,
  more: Record<string, unknown>,
): Promise<void> {
  const order = await selectOrder(tx, orderId)
  if (!order) throw new Error(`payment ${id} is for an order that is not there`)
  const data = { payment_id: id, gateway, ...more }
  await addToTimeline(tx, { organizerId, orderId, kind: `payment_${what}`, actor: systemActor, data })
  await emit(tx, paymentSuspicious, orderId, {
    event_id: order.eventId,
    payment_id: id,
    what,
    ...(dispute ? { dispute } : {}),
  })
}

/** The money of a dispute leaves and comes back: the books follow each step, the story tells each state. */
async function followDispute(deps: OrdersDeps, tx: Tx, payment: Payment, change: DisputeChange): Promise<void> {
  const { dispute, stateChanged, moreWithdrawnMinor: withdrawnMinor, moreFeeMinor: feeMinor } = change
  if (withdrawnMinor !== 0n || feeMinor !== 0n) {
    const scope = await scopeOf(tx, payment)
    const money = { withdrawnMinor, feeMinor, lossMinor: 0n }
    await deps.sales.ledger.recordDispute(tx, { ...scope, disputeId: dispute.id, ...money })
  }
  if (!stateChanged) return
  const { id, state } = dispute
  await noteSuspicion(
    tx,
    payment,
    { what: 'disputed', dispute: { id, state } },
    {
      dispute_id: id,
      state,
      amount_minor: String(dispute.amountMinor),
      fee_minor: String(dispute.feeMinor),
    },
  )
  await touchOrder(tx, payment.orderId, null)
}

async function scopeOf(tx: Tx, { id: paymentId, organizerId, orderId, gateway, currency }: Payment) {
  const order = await selectOrder(tx, orderId)
  if (!order) throw new Error(`payment ${paymentId} is for an order that is not there`)
  return { organizerId, orderId, eventId: order.eventId, currency, gateway, paymentId }
}
