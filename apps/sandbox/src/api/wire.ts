import type { Bank } from '../bank/bank.ts'
import { disputesOf } from '../bank/disputes.ts'
import type { Dispute, Payment, Refund } from '../bank/records.ts'
import { refundedMinor, refundsOf } from '../bank/refunded.ts'

const money = (amountMinor: bigint, currency: string) => ({ amount_minor: amountMinor.toString(), currency })
const instant = (ms: number) => new Date(ms).toISOString()

export function paymentToWire(bank: Bank, payment: Payment) {
  const { currency } = payment
  return {
    id: payment.id,
    account: payment.accountId,
    livemode: false,
    state: payment.state,
    amount: money(payment.amountMinor, currency),
    authorized: money(payment.authorizedMinor, currency),
    captured: money(payment.capturedMinor, currency),
    refunded: money(refundedMinor(bank, payment.id), currency),
    attempt_id: payment.attemptId,
    idempotency_key: payment.idempotencyKey,
    order_code: payment.orderCode,
    capture: payment.captureMode,
    metadata: payment.metadata,
    failure: payment.failure,
    refunds: refundsOf(bank, payment.id).map(refundToWire),
    disputes: disputesOf(bank, payment.id).map(disputeToWire),
    page_url: `${bank.publicUrl()}/pay/${payment.id}`,
    created_at: instant(payment.createdAt),
    expires_at: instant(payment.expiresAt),
  }
}

export function refundToWire(refund: Refund) {
  return {
    id: refund.id,
    payment: refund.paymentId,
    refund_id: refund.refundId,
    amount: money(refund.amountMinor, refund.currency),
    state: refund.state,
    failure: refund.failure,
    created_at: instant(refund.createdAt),
  }
}

export function disputeToWire(dispute: Dispute) {
  return {
    id: dispute.id,
    payment: dispute.paymentId,
    amount: money(dispute.amountMinor, dispute.currency),
    withdrawn: money(dispute.state === 'won' ? 0n : dispute.amountMinor, dispute.currency),
    fee: money(dispute.feeMinor ?? 0n, dispute.currency),
    state: dispute.state,
    created_at: instant(dispute.createdAt),
  }
}
