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

export type LiveKey = {
  hash: Buffer
  permissions: string[]
  eventIds: string[] | null
  /** Null: made by nobody who could leave, such as a seed. */
  makerRole: Role | null
  makerEventIds: string[] | null
  stale: boolean
}

/**
 * A key that is neither revoked nor expired and whose maker is still, without a break, a member; never cached, so that
 * revocation and leaving count from the next request on.
 */
export async function liveKey(tx: Tx, keyId: string): Promise<LiveKey | undefined> {
  const { rows } = await sql<LiveKey>`
    select k.hash, k.permissions, k.event_ids, m.role as maker_role, m.event_ids as maker_event_ids,
           (k.last_used_at is null or k.last_used_at < clock_timestamp() - interval '1 minute') as stale
      from api_keys k
      left join members m on m.organizer_id = k.organizer_id and m.account_id = k.created_by
                         and m.removed_at is null and m.created_at <= k.created_at
     where k.organizer_id = current_organizer() and k.id = ${keyId} and k.revoked_at is null
       and (k.expires_at is null or k.expires_at > clock_timestamp())
       and (k.created_by is null or m.id is not null)
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
