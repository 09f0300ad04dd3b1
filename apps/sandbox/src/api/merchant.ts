import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Bank, Refusal } from '../bank/bank.ts'
import type { Account, Payment } from '../bank/records.ts'

/** Whose key this call carries. A key opens one merchant's payments and no other's. */
export function merchantOf(bank: Bank, request: FastifyRequest): Account {
  const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const account = key === undefined ? undefined : bank.vault.all('accounts').find(known => sameSecret(known.key, key))
  if (account === undefined) throw new Refusal(401, 'unknown_key', 'The bank does not know this key.')
  return account
}

export function ownPayment(bank: Bank, account: Account, id: string): Payment {
  const payment = bank.vault.get('payments', id)
  if (payment === undefined || payment.accountId !== account.id) {
    throw new Refusal(404, 'no_such_payment', 'This merchant has no such payment.')
  }
  return payment
}

export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
