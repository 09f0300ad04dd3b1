import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Role } from './policy.ts'

/** The membership by which an account acts for the transaction's organizer. */
export async function activeMembership(
  tx: Tx,
  accountId: string,
): Promise<{ role: Role; eventIds: string[] | null } | undefined> {
  const row = await tx
    .selectFrom('members')
    .select(['role', 'eventIds'])
    .where('accountId', '=', accountId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  return row && { role: row.role as Role, eventIds: row.eventIds }
}

export type LiveKey = { hash: Buffer; permissions: string[]; eventIds: string[] | null; stale: boolean }

/** A key that is neither revoked nor expired; never cached, so that revocation counts from the next request on. */
export async function liveKey(tx: Tx, keyId: string): Promise<LiveKey | undefined> {
  const { rows } = await sql<LiveKey>`
    select hash, permissions, event_ids, (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute') as stale
      from api_keys
     where organizer_id = current_organizer() and id = ${keyId} and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())
  `.execute(tx)
  return rows[0]
}

/** Notes the use at most once a minute: a busy program must not turn every read into a write. */
export async function noteKeyUse(tx: Tx, keyId: string): Promise<void> {
  await sql`
    update api_keys set last_used_at = clock_timestamp()
     where organizer_id = current_organizer() and id = ${keyId} and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')
  `.execute(tx)
}
