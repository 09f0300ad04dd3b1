import { type Bank, Refusal } from './bank.ts'
import { declined, moneyArrives } from './payments.ts'
import type { Payment } from './records.ts'

const TRIES = 3

/** Asks for a code as a card issuer would (3-D Secure). A repeated request keeps the code that was already sent. */
export function startChallenge(bank: Bank, payment: Payment): Payment {
  if (payment.state !== 'open') throw new Refusal(409, 'wrong_state', `The payment is ${payment.state}.`)
  if (payment.challenge !== null) return payment
  return bank.vault.put('payments', { ...payment, challenge: { code: bank.chance.code(), triesLeft: TRIES } })
}

export function answerChallenge(bank: Bank, payment: Payment, answer: string): Payment {
  const challenge = payment.challenge
  if (payment.state !== 'open' || challenge === null) {
    throw new Refusal(409, 'no_challenge', 'No code was asked for.')
  }
  if (answer.replace(/\D/g, '') === challenge.code) return moneyArrives(bank, payment)
  if (challenge.triesLeft > 1) {
    return bank.vault.put('payments', {
      ...payment,
      challenge: { ...challenge, triesLeft: challenge.triesLeft - 1 },
    })
  }
  return declined(bank, payment, { code: 'authentication_failed', detail: 'The code was wrong three times.' })
}
