import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { ApiKey, NewApiKey } from './team.ts'

export type KeyRow = Omit<ApiKey, 'maker' | 'withheld'> & { createdBy: string | null }

const COLUMNS = sql`id, name, hint, permissions, event_ids, created_by, created_at, expires_at, last_used_at, expires_at is not null and expires_at <= clock_timestamp() as expired`

export async function insertApiKey(
  tx: Tx,
  key: NewApiKey & { organizerId: string; id: string; hash: Buffer; hint: string; createdBy: string | null },
): Promise<KeyRow> {
  const { rows } = await sql<KeyRow>`
    insert into api_keys (organizer_id, id, name, hash, hint, permissions, event_ids, created_by, expires_at)
    values (${key.organizerId}, ${key.id}, ${key.name}, ${key.hash}, ${key.hint}, ${key.permissions}::text[], ${key.eventIds}::uuid[], ${key.createdBy}, ${key.expiresAt})
    returning ${COLUMNS}
  `.execute(tx)
  return rows[0]!
}

export async function unrevokedKeys(tx: Tx): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select ${COLUMNS} from api_keys where organizer_id = current_organizer() and revoked_at is null order by created_at desc, id desc
  `.execute(tx)
  return rows
}

export async function revokeKey(tx: Tx, id: string): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    update api_keys set revoked_at = clock_timestamp()
     where organizer_id = current_organizer() and id = ${id} and revoked_at is null
     returning name
  `.execute(tx)
  return rows[0]
}

/** Whoever made a key has seen its text, and takes it along. */
export async function revokeKeysOf(tx: Tx, accountId: string): Promise<Array<{ id: string; name: string }>> {
  const { rows } = await sql<{ id: string; name: string }>`
    update api_keys set revoked_at = clock_timestamp()
     where organizer_id = current_organizer() and created_by = ${accountId} and revoked_at is null
     returning id, name
  `.execute(tx)
  return rows
}
