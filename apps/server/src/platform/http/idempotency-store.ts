import type { Db } from '../db/db.ts'
import { claimKey, keepAnswer, releaseKey } from './idempotency.sql.ts'

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

export function createIdempotencyStore(db: Db, seal: BodySeal): IdempotencyStore {
  return {
    claim: async (principal, key, requestHash) => {
      const row = await claimKey(db, principal, key, requestHash, LOCK_SECONDS)
      if (row.claimed) return { kind: 'claimed' }
      if (!row.requestHash.equals(requestHash)) return { kind: 'mismatch' }
      if (row.status === null || !row.body) return { kind: 'in_flight' }
      return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: seal.open(row.body) } }
    },
    keep: (principal, key, answer) =>
      keepAnswer(db, principal, key, answer.status, answer.headers, seal.seal(answer.body)),
    release: (principal, key) => releaseKey(db, principal, key),
  }
}
