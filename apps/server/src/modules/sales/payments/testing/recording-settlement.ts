import type { Tx } from '../../../../platform/db/db.ts'
import type { Payment, Refund, Settlement } from '../public.ts'
import { lockOrderRow, writeTold } from './recording-settlement.sql.ts'

/** Stands in for orders: locks as they do, and writes down what it is told in the same transaction. */
export function recordingSettlement(over: Partial<Settlement> = {}): Settlement {
  const aboutPayment = (kind: string) => (tx: Tx, payment: Payment) => {
    const { organizerId, orderId, id: subjectId, state, failureCode } = payment
    return writeTold(tx, organizerId, { kind, orderId, subjectId, data: { state, failureCode } })
  }
  const aboutRefund = (kind: string) => (tx: Tx, refund: Refund) => {
    const { organizerId, orderId, id: subjectId, cause, amountMinor } = refund
    return writeTold(tx, organizerId, { kind, orderId, subjectId, data: { cause, amount: String(amountMinor) } })
  }
  return {
    lockOrder: lockOrderRow,
    paymentSucceeded: aboutPayment('succeeded'),
    paymentFailed: aboutPayment('failed'),
    paymentQuarantined: aboutPayment('quarantined'),
    refundSettled: aboutRefund('refund_settled'),
    refundFailed: aboutRefund('refund_failed'),
    refundReturned: aboutRefund('refund_returned'),
    disputeChanged: (tx, { organizerId, orderId, id: subjectId }, { dispute, moreWithdrawnMinor, moreFeeMinor }) => {
      const data = { state: dispute.state, moved: String(moreWithdrawnMinor), fee: String(moreFeeMinor) }
      return writeTold(tx, organizerId, { kind: 'dispute', orderId, subjectId, data })
    },
    disputeLostBeyond: (tx, { organizerId, orderId, id: subjectId }, _dispute, amountMinor) =>
      writeTold(tx, organizerId, { kind: 'lost_beyond', orderId, subjectId, data: { amount: String(amountMinor) } }),
    ...over,
  }
}
