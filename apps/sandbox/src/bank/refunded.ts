import type { Bank } from './bank.ts'
import type { Refund } from './records.ts'

export function refundsOf(bank: Bank, paymentId: string): Refund[] {
  return bank.vault.ofPayment('refunds', paymentId)
}

/** Money on the way back or back already; a failed refund gives nothing back. */
export function refundedMinor(bank: Bank, paymentId: string): bigint {
  return refundsOf(bank, paymentId)
    .filter(refund => refund.state !== 'failed')
    .reduce((total, refund) => total + refund.amountMinor, 0n)
}
