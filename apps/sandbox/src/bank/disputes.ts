import { type Bank, paymentOf, Refusal } from './bank.ts'
import { enter } from './books.ts'
import type { Dispute, Payment } from './records.ts'
import { refundedMinor } from './refunded.ts'

export function disputeOf(bank: Bank, paymentId: string): Dispute | null {
  return bank.vault.ofPayment('disputes', paymentId)[0] ?? null
}

/** The buyer asks their bank for the money back: what is left of the payment leaves the merchant until it is decided. */
export function openDispute(bank: Bank, payment: Payment): Dispute {
  const amountMinor = payment.capturedMinor - refundedMinor(bank, payment.id)
  if (amountMinor <= 0n || disputeOf(bank, payment.id) !== null) {
    throw new Refusal(409, 'not_disputable', 'There is nothing left to dispute.')
  }
  const { id: paymentId, accountId, currency } = payment
  enter(bank, payment, 'dispute opened', {
    [`merchant:${accountId}`]: -amountMinor,
    [`disputed:${accountId}`]: amountMinor,
  })
  const dispute = bank.vault.put('disputes', {
    id: bank.chance.id('sbd'),
    paymentId,
    accountId,
    currency,
    amountMinor,
    state: 'open',
    createdAt: bank.clock.now(),
  })
  bank.notify('dispute.opened', payment, { disputeId: dispute.id })
  return dispute
}

export function closeDispute(bank: Bank, dispute: Dispute, state: 'won' | 'lost'): Dispute {
  if (dispute.state !== 'open') throw new Refusal(409, 'wrong_state', `The dispute is ${dispute.state}.`)
  const payment = paymentOf(bank, dispute.paymentId)
  enter(bank, payment, `dispute ${state}`, {
    [`disputed:${dispute.accountId}`]: -dispute.amountMinor,
    [state === 'won' ? `merchant:${dispute.accountId}` : 'buyers']: dispute.amountMinor,
  })
  const closed = bank.vault.put('disputes', { ...dispute, state })
  bank.notify('dispute.closed', payment, { disputeId: closed.id })
  return closed
}
