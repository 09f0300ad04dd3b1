import { newTenantUuid } from '@tessera/kernel/ids'
import type { PublicTicketJwk } from '@tessera/ticket-code/ticket-keys'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

export type StoredTicketKey = { keyId: string; sealed: Buffer }

export async function activeKey(tx: Tx): Promise<StoredTicketKey | null> {
  const { rows } = await sql<StoredTicketKey>`
    select key_id, private_jwk as sealed from ticket_keys where organizer_id = current_organizer() and retired_at is null
  `.execute(tx)
  return rows[0] ?? null
}

/** Keeps the first key that arrives: whoever made another one meanwhile signs with this one. */
export async function addFirstKey(
  tx: Tx,
  organizerId: string,
  publicJwk: PublicTicketJwk,
  sealed: Buffer,
): Promise<void> {
  await sql`
    insert into ticket_keys (organizer_id, id, key_id, public_jwk, private_jwk)
    values (current_organizer(), ${newTenantUuid(organizerId)}, ${publicJwk.kid}, ${JSON.stringify(publicJwk)}::jsonb, ${sealed})
    on conflict do nothing
  `.execute(tx)
}

export async function publicKeys(tx: Tx): Promise<PublicTicketJwk[]> {
  const { rows } = await sql<{ publicJwk: PublicTicketJwk }>`
    select public_jwk from ticket_keys where organizer_id = current_organizer() order by created_at, key_id
  `.execute(tx)
  return rows.map(row => row.publicJwk)
}
