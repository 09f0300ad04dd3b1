import {
  generateTicketKey,
  importSigningKey,
  type PrivateTicketJwk,
  type PublicTicketJwk,
  publicTicketJwk,
  type TicketSigningKey,
} from '@tessera/ticket-code/ticket-keys'
import type { Envelope } from '../../../platform/crypto/envelope.ts'
import type { Db } from '../../../platform/db/db.ts'
import { activeKey, addFirstKey, publicKeys, type StoredTicketKey } from './ticket-keys.sql.ts'

export type SigningKeys = {
  /** The key that signs now; made when the organizer has none. */
  signing(organizerId: string): Promise<TicketSigningKey>
  /** Every key that verifies, the retired ones included. */
  ring(organizerId: string): Promise<{ keys: PublicTicketJwk[] }>
}

/** How long a signing key stays in memory: after a rotation, old codes are still made for at most this long. */
const KEPT_MS = 60_000
const MOST_KEPT = 2_000

/** An organizer's keys. The private half is in the clear only in this process's memory, and cannot be exported from there. */
export function createSigningKeys(db: Db, envelope: Envelope): SigningKeys {
  const kept = new Map<string, { until: number; key: Promise<TicketSigningKey> }>()
  return {
    signing: organizerId => {
      const known = kept.get(organizerId)
      if (known && known.until > performance.now()) return known.key
      if (kept.size >= MOST_KEPT) kept.clear()
      const key = openOrMake(db, envelope, organizerId)
      kept.set(organizerId, { until: performance.now() + KEPT_MS, key })
      key.catch(() => kept.delete(organizerId))
      return key
    },
    ring: async organizerId => {
      const keys = await db.tenant(organizerId, publicKeys)
      if (keys.length > 0) return { keys }
      // A scanner that signs in before the first sale must know the key that will sign.
      await openOrMake(db, envelope, organizerId)
      return { keys: await db.tenant(organizerId, publicKeys) }
    },
  }
}

async function openOrMake(db: Db, envelope: Envelope, organizerId: string): Promise<TicketSigningKey> {
  const stored = (await db.tenant(organizerId, activeKey)) ?? (await make(db, envelope, organizerId))
  const jwk = await envelope.openText(organizerId, stored.sealed, contextOf(stored.keyId))
  return importSigningKey(JSON.parse(jwk) as PrivateTicketJwk)
}

/** Two processes may both find none: the table takes one, and both sign with that. */
async function make(db: Db, envelope: Envelope, organizerId: string): Promise<StoredTicketKey> {
  const jwk = await generateTicketKey(organizerId.slice(-8))
  const sealed = await envelope.seal(organizerId, JSON.stringify(jwk), contextOf(jwk.kid))
  const stands = await db.tenant(organizerId, async tx => {
    await addFirstKey(tx, organizerId, publicTicketJwk(jwk), sealed)
    return activeKey(tx)
  })
  if (!stands) throw new Error('the ticket key was retired while it was being made')
  return stands
}

const contextOf = (keyId: string) => `tickets.ticket_keys.private_jwk:${keyId}`
