import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Bank, Refusal } from '../bank/bank.ts'
import type { Account } from '../bank/records.ts'

export type Answer = { readonly status: number; readonly body: unknown }

/**
 * The same key with the same body gets the same answer; with another body, 409. `effect` runs without a pause, so two
 * calls with one key cannot run at the same time.
 */
export function onceByKey(
  bank: Bank,
  account: Account,
  request: FastifyRequest,
  operation: string,
  effect: (key: string) => { made: string; answer: Answer },
): Answer {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) {
    throw new Refusal(400, 'key_required', 'This call needs an Idempotency-Key.')
  }
  const id = keyId(account, operation, key)
  const bodyHash = createHash('sha256')
    .update(`${request.url}\n${JSON.stringify(request.body)}`)
    .digest('base64url')
  const known = bank.vault.get('keys', id)
  if (known !== undefined) {
    if (known.bodyHash === bodyHash) return { status: known.status, body: JSON.parse(known.answer) as unknown }
    throw new Refusal(409, 'key_reused', 'This key was used with another body.')
  }
  const { made, answer } = effect(key)
  bank.vault.put('keys', { id, bodyHash, status: answer.status, answer: JSON.stringify(answer.body), madeId: made })
  return answer
}

export function keyId(account: Account, operation: string, key: string): string {
  return `${account.id}:${operation}:${key}`
}
