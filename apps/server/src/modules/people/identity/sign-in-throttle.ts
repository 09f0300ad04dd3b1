import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { networkOf } from '../../../platform/http/caller.ts'
import { identityErrors } from './public.ts'

/**
 * Limits guessing and mail floods. Counted before the password is looked at, so that parallel attempts gain nothing, and
 * for unknown addresses alike, so that a limit reveals none.
 */
export type SignInThrottle = {
  /** Throws `identity.too_many_attempts`. */
  attempt(email: string, ip: string): Promise<void>
  /** The right password takes back what its attempts had counted against this address from here. */
  succeeded(email: string, ip: string): Promise<void>
  /** Whether this address may get one more letter; throws `request.rate_limited` when the caller has caused too many. */
  mayWrite(email: string, ip: string): Promise<boolean>
}

const MINUTE = 60
const HOUR = 60 * MINUTE
/** An attacker from many places is slowed by `account`, far under the 100 failures that NIST 800-63B allows. */
const LIMITS = {
  pair: { points: 10, duration: 15 * MINUTE },
  account: { points: 50, duration: HOUR },
  network: { points: 200, duration: HOUR },
  letters: { points: 6, duration: HOUR },
  lettersFromNetwork: { points: 60, duration: HOUR },
} as const

export function createSignInThrottle(options: { redis?: Redis; factor?: number } = {}): SignInThrottle {
  const factor = options.factor ?? 1
  if (factor === 0) return { attempt: async () => {}, succeeded: async () => {}, mayWrite: async () => true }
  const limiter = (name: keyof typeof LIMITS) => {
    const limit = {
      keyPrefix: `auth:${name}`,
      points: Math.ceil(LIMITS[name].points * factor),
      duration: LIMITS[name].duration,
    }
    // Without the shared counter each process still counts for itself.
    return options.redis
      ? new RateLimiterRedis({ ...limit, storeClient: options.redis, insuranceLimiter: new RateLimiterMemory(limit) })
      : new RateLimiterMemory(limit)
  }
  const pair = limiter('pair')
  const account = limiter('account')
  const network = limiter('network')
  const letters = limiter('letters')
  const lettersFromNetwork = limiter('lettersFromNetwork')
  return {
    attempt: async (email, ip) => {
      const waits = await Promise.all([
        take(network, networkOf(ip)),
        take(account, keyOf(email)),
        take(pair, `${keyOf(email)}:${networkOf(ip)}`),
      ])
      const wait = Math.max(...waits)
      if (wait > 0) throw identityErrors.too_many_attempts({ retryAfterSeconds: wait })
    },
    succeeded: async (email, ip) => {
      await Promise.all([
        pair.delete(`${keyOf(email)}:${networkOf(ip)}`),
        account.reward(keyOf(email)),
        network.reward(networkOf(ip)),
      ])
    },
    mayWrite: async (email, ip) => {
      const wait = await take(lettersFromNetwork, networkOf(ip))
      if (wait > 0) throw requestErrors.rate_limited({ retryAfterSeconds: wait })
      return (await take(letters, keyOf(email))) === 0
    },
  }
}

/** Seconds to wait; 0 when the attempt is free. */
async function take(limiter: RateLimiterMemory | RateLimiterRedis, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw refusal
  }
}

/** Counters live where addresses should not. */
function keyOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')
}
