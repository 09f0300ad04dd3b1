import { type Bank, Refusal } from './bank.ts'
import { enter } from './books.ts'
import type { Account, Failure, Payment, PaymentState } from './records.ts'

export type PaymentOrder = Pick<
  Payment,
  | 'attemptId'
  | 'idempotencyKey'
  | 'orderCode'
  | 'description'
  | 'buyerEmail'
  | 'locale'
  | 'returnUrl'
  | 'cancelUrl'
  | 'captureMode'
  | 'metadata'
  | 'currency'
  | 'amountMinor'
  | 'expiresAt'
>

export function openPayment(bank: Bank, account: Account, order: PaymentOrder): Payment {
  const twisted = bank.faults.take('payment.record', account.id)
  return bank.vault.put('payments', {
    ...order,
    amountMinor: order.amountMinor + (twisted?.addMinor ?? 0n),
    id: bank.chance.id('sbp'),
    accountId: account.id,
    createdAt: bank.clock.now(),
    state: 'open',
    authorizedMinor: 0n,
    capturedMinor: 0n,
    failure: null,
    challenge: null,
    arrivesAt: null,
  })
}

/** The buyer's money arrives: taken, or only reserved when the merchant asked for that. */
export function moneyArrives(bank: Bank, payment: Payment): Payment {
  if (payment.state === 'succeeded' || payment.state === 'authorized') return payment
  const twisted = bank.faults.take('payment.pay', payment.accountId)
  const amount = payment.amountMinor + (twisted?.addMinor ?? 0n)
  const reserve = payment.captureMode === 'manual'
  const pot = reserve ? `reserved:${payment.accountId}` : `merchant:${payment.accountId}`
  enter(bank, payment, reserve ? 'reserved' : 'paid', { buyers: -amount, [pot]: amount })
  return change(bank, payment, reserve ? 'authorized' : 'succeeded', {
    authorizedMinor: reserve ? amount : 0n,
    capturedMinor: reserve ? 0n : amount,
    failure: null,
  })
}

export function declined(bank: Bank, payment: Payment, failure: Failure): Payment {
  mustBe(payment, ['open', 'pending'])
  return change(bank, payment, 'failed', { failure })
}

/** The buyer promises to pay: the money comes by itself after a while, or when the back office says so. */
export function payLater(bank: Bank, payment: Payment): Payment {
  mustBe(payment, ['open'])
  return change(bank, payment, 'pending', { arrivesAt: bank.clock.now() + bank.options.laterMs })
}

/** The buyer pays in time, but the bank is slow: nothing shows until the payment has expired, then the money comes. */
export function payTooLate(bank: Bank, payment: Payment): Payment {
  if (payment.state === 'cancelled') return moneyArrives(bank, payment)
  mustBe(payment, ['open'])
  return bank.vault.put('payments', { ...payment, arrivesAt: payment.expiresAt + bank.options.lateMs })
}

export function cancelledByBuyer(bank: Bank, payment: Payment): Payment {
  mustBe(payment, ['open'])
  return change(bank, payment, 'cancelled', { failure: { code: 'cancelled', detail: 'The buyer went back.' } })
}

export function capture(bank: Bank, payment: Payment, amountMinor: bigint): Payment {
  if (payment.state !== 'authorized') throw new Refusal(409, 'not_capturable', 'Only reserved money can be taken.')
  const reserved = payment.authorizedMinor
  if (amountMinor <= 0n || amountMinor > reserved) {
    throw new Refusal(422, 'exceeds_authorized', 'That is not within what was reserved.')
  }
  enter(bank, payment, 'captured', {
    [`reserved:${payment.accountId}`]: -reserved,
    [`merchant:${payment.accountId}`]: amountMinor,
    buyers: reserved - amountMinor,
  })
  return change(bank, payment, 'succeeded', { authorizedMinor: 0n, capturedMinor: amountMinor })
}

export function voidPayment(bank: Bank, payment: Payment): Payment {
  if (payment.state === 'cancelled' || payment.state === 'failed') return payment
  if (payment.state === 'succeeded') throw new Refusal(409, 'not_voidable', 'The money was taken; refund it.')
  const reserved = payment.authorizedMinor
  if (reserved > 0n) {
    enter(bank, payment, 'released', { [`reserved:${payment.accountId}`]: -reserved, buyers: reserved })
  }
  const arrivesAt = payment.state === 'pending' ? null : payment.arrivesAt
  const failure = { code: 'cancelled', detail: 'The merchant closed the payment.' }
  return change(bank, payment, 'cancelled', { authorizedMinor: 0n, failure, arrivesAt })
}

/** What time alone does: payments expire, promised and late money arrives. */
export function letTimePass(bank: Bank): void {
  const now = bank.clock.now()
  for (const seen of bank.vault.live('payments')) {
    let payment = seen
    if (payment.state === 'open' && payment.expiresAt <= now) {
      const failure = { code: 'expired', detail: 'Not paid in time.' }
      payment = change(bank, payment, 'cancelled', { failure, arrivesAt: payment.arrivesAt, challenge: null })
    }
    if (payment.arrivesAt !== null && payment.arrivesAt <= now) moneyArrives(bank, payment)
  }
}

/** The payment's time is up now, and whatever was to arrive later arrives. */
export function timeIsUp(bank: Bank, payment: Payment): void {
  const now = bank.clock.now()
  const arrivesAt = payment.arrivesAt === null ? null : now
  bank.vault.put('payments', { ...payment, expiresAt: now, arrivesAt })
  letTimePass(bank)
}

function change(bank: Bank, payment: Payment, state: PaymentState, fields: Partial<Payment>): Payment {
  const changed = bank.vault.put('payments', { ...payment, arrivesAt: null, challenge: null, ...fields, state })
  bank.notify(`payment.${state}`, changed)
  return changed
}

function mustBe(payment: Payment, states: readonly PaymentState[]): void {
  if (!states.includes(payment.state)) {
    throw new Refusal(409, 'wrong_state', `The payment is ${payment.state}.`)
  }
}
