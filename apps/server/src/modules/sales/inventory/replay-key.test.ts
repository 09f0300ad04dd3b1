import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { replayKeyOf } from './replay-key.ts'

const buyer = { kind: 'buyer', id: null } as const
const program = { kind: 'api_key', id: '01900000-0000-7000-8000-000000000001' } as const
const cart = { event_id: 'evt_1', lines: [] }
const refusal = expect.objectContaining({ code: 'idempotency.key_required' })

test('whoever is not signed in gets a hold again only by a key that nobody guesses', () => {
  const guessable = ['12345678', 'cart-000000000000000001', '0'.repeat(64), randomBytes(10).toString('hex')]
  for (const key of guessable) expect(() => replayKeyOf(buyer, key, cart)).toThrow(refusal)
  for (const key of [randomUUID(), randomBytes(16).toString('hex'), randomBytes(16).toString('base64url')])
    expect(replayKeyOf(buyer, key, cart).idempotencyKey).toHaveLength(43)
  expect(replayKeyOf(program, '12345678', cart).idempotencyKey).toHaveLength(43)
  expect(() => replayKeyOf(program, 'short', cart)).toThrow(refusal)
  expect(replayKeyOf(buyer, undefined, cart)).toEqual({ idempotencyKey: null, requestHash: null })
})

test('keys of different people never meet, and another cart is another request', () => {
  const key = randomUUID()
  const [mine, other, account] = [
    replayKeyOf(buyer, key, cart),
    replayKeyOf(buyer, key, { ...cart, event_id: 'evt_2' }),
    replayKeyOf(program, key, cart),
  ]
  expect(other.idempotencyKey).toBe(mine.idempotencyKey)
  expect(other.requestHash).not.toEqual(mine.requestHash)
  expect(account.idempotencyKey).not.toBe(mine.idempotencyKey)
  expect(replayKeyOf({ ...program, id: '01900000-0000-7000-8000-000000000002' }, key, cart).idempotencyKey).not.toBe(
    account.idempotencyKey,
  )
})
