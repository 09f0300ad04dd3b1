import { hash } from 'node:crypto'
import { idempotencyErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { IDEMPOTENCY_KEY } from '../../../platform/http/idempotency.ts'

export type ReplayKey = { idempotencyKey: string | null; requestHash: Buffer | null }

/** 128 bits in base64; a UUID is longer. */
const LEAST_UNKNOWN = 22
/** A random UUID has fewer once in a thousand million; a counter with zeros before it has. */
const LEAST_DIFFERENT = 8

/**
 * By what a repeated request for a hold is recognized. Who is signed in has keys of his own; whoever is not is known by the key
 * alone, and a repetition is answered with the hold's secret: so theirs must be one that nobody guesses or draws twice.
 */
export function replayKeyOf(actor: Pick<Actor, 'kind' | 'id'>, key: string | undefined, body: unknown): ReplayKey {
  if (!key) return { idempotencyKey: null, requestHash: null }
  if (!IDEMPOTENCY_KEY.test(key))
    throw idempotencyErrors.key_required({ detail: 'Send 8 to 128 printable characters, or no key at all' })
  if (actor.id === null && (key.length < LEAST_UNKNOWN || new Set(key).size < LEAST_DIFFERENT))
    throw idempotencyErrors.key_required({
      detail: `Without a session or a token the key alone says who asks: send one that nobody can guess, a random UUID for example (at least ${LEAST_UNKNOWN} characters), or none`,
    })
  return {
    idempotencyKey: hash('sha256', `${actor.kind}\n${actor.id ?? ''}\n${key}`, 'base64url'),
    requestHash: hash('sha256', JSON.stringify(body), 'buffer'),
  }
}
