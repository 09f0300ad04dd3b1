import { type Bank, paymentOf, Refusal } from './bank.ts'
import { enter } from './books.ts'
import { leftMinor, openDisputeOf } from './disputes.ts'
import type { Payment, Refund } from './records.ts'

export type RefundOrder = Pick<Refund, 'refundId' | 'amountMinor'>

export function makeRefund(bank: Bank, payment: Payment, order: RefundOrder): Refund {
  if (openDisputeOf(bank, payment.id)) {
    throw new Refusal(422, 'not_refundable', 'The buyer disputes this payment.')
  }
  const left = leftMinor(bank, payment)
  if (order.amountMinor <= 0n || order.amountMinor > left) {
    throw new Refusal(422, 'exceeds_refundable', `Only ${left} can be refunded.`)
  }
  const refund = bank.vault.put('refunds', {
    ...order,
    id: bank.chance.id('sbr'),
    paymentId: payment.id,
    accountId: payment.accountId,
    currency: payment.currency,
    state: 'pending',
    failure: null,
    createdAt: bank.clock.now(),
  })
  enter(bank, payment, 'refund started', {
    [`merchant:${payment.accountId}`]: -order.amountMinor,
    [`refunding:${payment.accountId}`]: order.amountMinor,
  })
  if (bank.faults.take('refund.settle', payment.accountId)?.kind === 'stay_pending') return tell(bank, refund)
  return settleRefund(bank, refund)
}

export function settleRefund(bank: Bank, refund: Refund): Refund {
  mustBePending(refund)
  const payment = paymentOf(bank, refund.paymentId)
  enter(bank, payment, 'refunded', {
    [`refunding:${refund.accountId}`]: -refund.amountMinor,
    buyers: refund.amountMinor,
  })
  return tell(bank, bank.vault.put('refunds', { ...refund, state: 'succeeded' }))
}

/** The buyer's card is closed: the money returns to the merchant, who still owes it. */
export function failRefund(bank: Bank, refund: Refund): Refund {
  mustBePending(refund)
  const payment = paymentOf(bank, refund.paymentId)
  enter(bank, payment, 'refund came back', {
    [`refunding:${refund.accountId}`]: -refund.amountMinor,
    [`merchant:${refund.accountId}`]: refund.amountMinor,
  })
  const failure = { code: 'destination_closed', detail: "The buyer's card is closed." }
  return tell(bank, bank.vault.put('refunds', { ...refund, state: 'failed', failure }))
}

/** Days later the buyer's bank sends it back: what had succeeded has failed after all. */
export function bounceRefund(bank: Bank, refund: Refund): Refund {
  if (refund.state !== 'succeeded') throw new Refusal(409, 'wrong_state', `The refund is ${refund.state}.`)
  const payment = paymentOf(bank, refund.paymentId)
  enter(bank, payment, 'refund sent back', {
    buyers: -refund.amountMinor,
    [`merchant:${refund.accountId}`]: refund.amountMinor,
  })
  const failure = { code: 'destination_closed', detail: "The buyer's bank sent it back." }
  return tell(bank, bank.vault.put('refunds', { ...refund, state: 'failed', failure }))
}

function tell(bank: Bank, refund: Refund): Refund {
  bank.notify('refund.updated', paymentOf(bank, refund.paymentId), { refundId: refund.id })
  return refund
}

function mustBePending(refund: Refund): void {
  if (refund.state !== 'pending') throw new Refusal(409, 'wrong_state', `The refund is ${refund.state}.`)
}
