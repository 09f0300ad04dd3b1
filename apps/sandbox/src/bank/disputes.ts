import { type Bank, paymentOf, Refusal } from './bank.ts'
import { enter } from './books.ts'
import type { Dispute, Payment } from './records.ts'
import { refundedMinor } from './refunded.ts'

/** What a dispute costs the merchant, in minor units of whatever currency; who wins has it back. */
export const DISPUTE_FEE_MINOR = 1_500n

export function disputesOf(bank: Bank, paymentId: string): Dispute[] {
  return bank.vault.ofPayment('disputes', paymentId)
}

/** One at a time: whoever has lost a part may still dispute another. */
export function openDisputeOf(bank: Bank, paymentId: string): Dispute | null {
  return disputesOf(bank, paymentId).find(dispute => dispute.state === 'open') ?? null
}

/** What the merchant still has of a payment: neither given back nor lost. */
export function leftMinor(bank: Bank, payment: Payment): bigint {
  const lost = disputesOf(bank, payment.id).filter(dispute => dispute.state === 'lost')
  const lostMinor = lost.reduce((sum, dispute) => sum + dispute.amountMinor, 0n)
  return payment.capturedMinor - refundedMinor(bank, payment.id) - lostMinor
}

/** The buyer asks their bank for the money back: it leaves the merchant until it is decided, and a fee with it. */
export function openDispute(bank: Bank, payment: Payment, wishedMinor: bigint | null = null): Dispute {
  const left = leftMinor(bank, payment)
  const amountMinor = wishedMinor ?? left
  if (amountMinor <= 0n || amountMinor > left || openDisputeOf(bank, payment.id) !== null) {
    throw new Refusal(409, 'not_disputable', 'There is nothing left to dispute.')
  }
  const { id: paymentId, accountId, currency } = payment
  enter(bank, payment, 'dispute opened', {
    [`merchant:${accountId}`]: -amountMinor - DISPUTE_FEE_MINOR,
    [`disputed:${accountId}`]: amountMinor,
    fees: DISPUTE_FEE_MINOR,
  })
  const dispute = bank.vault.put('disputes', {
    id: bank.chance.id('sbd'),
    paymentId,
    accountId,
    currency,
    amountMinor,
    feeMinor: DISPUTE_FEE_MINOR,
    state: 'open',
    createdAt: bank.clock.now(),
  })
  bank.notify('dispute.opened', payment, { disputeId: dispute.id })
  return dispute
}

export function closeDispute(bank: Bank, dispute: Dispute, state: 'won' | 'lost'): Dispute {
  if (dispute.state !== 'open') throw new Refusal(409, 'wrong_state', `The dispute is ${dispute.state}.`)
  const payment = paymentOf(bank, dispute.paymentId)
  const { accountId, amountMinor, feeMinor = 0n } = dispute
  enter(
    bank,
    payment,
    `dispute ${state}`,
    state === 'won'
      ? { [`disputed:${accountId}`]: -amountMinor, fees: -feeMinor, [`merchant:${accountId}`]: amountMinor + feeMinor }
      : { [`disputed:${accountId}`]: -amountMinor, buyers: amountMinor },
  )
  const closed = bank.vault.put('disputes', { ...dispute, state, feeMinor: state === 'won' ? 0n : feeMinor })
  bank.notify('dispute.closed', payment, { disputeId: closed.id })
  return closed
}
