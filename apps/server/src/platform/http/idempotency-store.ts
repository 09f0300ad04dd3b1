import type { Db } from '../db/db.ts'
import { requestErrors } from '../errors/errors.ts'
import { inRounds } from '../lanes/in-rounds.ts'
import { createLane } from '../lanes/lane.ts'
import { claimKeys, type KeptAnswer, type KeyClaim, type KeyRow, keepAnswers, releaseKey } from './idempotency.sql.ts'

export type StoredAnswer = { status: number; headers: Record<string, string>; body: Buffer }
export type Claim =
  | { kind: 'claimed' }
  | { kind: 'mismatch' }
  | { kind: 'in_flight' }
  | { kind: 'answered'; answer: StoredAnswer }

export type IdempotencyStore = {
  claim(principal: string, key: string, requestHash: Buffer): Promise<Claim>
  keep(principal: string, key: string, answer: StoredAnswer): Promise<void>
  release(principal: string, key: string): Promise<void>
}

/** Seals bodies before they are stored: an answer may carry an order's secret. */
export type BodySeal = { seal(plain: Buffer): Buffer; open(sealed: Buffer): Buffer }

/** A key whose first request died is usable again after this long. */
const LOCK_SECONDS = 60

const LANE = {
  keyOf: () => '',
  maxBatch: 200,
  maxWaiting: 10_000,
  maxInFlight: 1,
  refuse: () => requestErrors.overloaded({ retryAfterSeconds: 1 }),
}

const nameOf = ({ principal, key }: KeyClaim) => `${principal} ${key}`

/** Keys of concurrent requests are claimed together, and their answers kept together: one call and one flush for many. */
export function createIdempotencyStore(db: Db, seal: BodySeal): IdempotencyStore {
  const claims = createLane<KeyClaim, KeyRow>({
    ...LANE,
    run: (_, batch) => inRounds(batch, nameOf, round => claimKeys(db, round, LOCK_SECONDS)),
  })
  const answers = createLane<KeptAnswer, void>({
    ...LANE,
    run: async (_, batch) => {
      await keepAnswers(db, batch)
      return batch.map(() => undefined)
    },
  })
  return {
    claim: async (principal, key, requestHash) => {
      const row = await claims.submit({ principal, key, requestHash })
      if (row.claimed) return { kind: 'claimed' }
      if (!row.requestHash.equals(requestHash)) return { kind: 'mismatch' }
      if (row.status === null || !row.body) return { kind: 'in_flight' }
      return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: seal.open(row.body) } }
    },
    keep: (principal, key, { status, headers, body }) =>
      answers.submit({ principal, key, status, headers, body: seal.seal(body) }),
    release: (principal, key) => releaseKey(db, principal, key),
  }
}
