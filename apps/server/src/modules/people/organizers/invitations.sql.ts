import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Role } from './policy.ts'
import type { Invitation } from './team.ts'

/** Ends an open invitation of the same address: a new one takes its place. */
export async function endOpenInvitation(tx: Tx, email: string): Promise<void> {
  await sql`
    update invitations set revoked_at = clock_timestamp()
     where organizer_id = current_organizer() and lower(email) = lower(${email}) and accepted_at is null and revoked_at is null
  `.execute(tx)
}

export async function insertInvitation(
  tx: Tx,
  row: {
    organizerId: string
    id: string
    email: string
    role: Role
    eventIds: string[] | null
    tokenHash: Buffer
    invitedBy: string | null
  },
): Promise<Invitation> {
  const { rows } = await sql<Invitation>`
    insert into invitations (organizer_id, id, email, role, event_ids, token_hash, invited_by, expires_at)
    values (${row.organizerId}, ${row.id}, ${row.email}, ${row.role}, ${row.eventIds}::uuid[], ${row.tokenHash}, ${row.invitedBy}, clock_timestamp() + interval '7 days')
    returning id, email, role, event_ids, created_at, expires_at, false as expired
  `.execute(tx)
  return rows[0]!
}

/** Those that nobody has accepted or withdrawn, the ones that ran out included. */
export async function waitingInvitations(tx: Tx): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select id, email, role, event_ids, created_at, expires_at, expires_at <= clock_timestamp() as expired
      from invitations
     where organizer_id = current_organizer() and accepted_at is null and revoked_at is null
     order by created_at desc, id desc
  `.execute(tx)
  return rows
}

export type StoredInvitation = {
  id: string
  email: string
  role: Role
  eventIds: string[] | null
  tokenHash: Buffer
  invitedBy: string | null
  expiresAt: Date
  open: boolean
}

export async function invitationById(tx: Tx, id: string): Promise<StoredInvitation | undefined> {
  const { rows } = await sql<StoredInvitation>`
    select id, email, role, event_ids, token_hash, invited_by, expires_at,
           accepted_at is null and revoked_at is null and expires_at > clock_timestamp() as open
      from invitations where organizer_id = current_organizer() and id = ${id}
  `.execute(tx)
  return rows[0]
}

/** True for one caller only, however many try at once. */
export async function acceptOpen(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update invitations set accepted_at = clock_timestamp()
     where organizer_id = current_organizer() and id = ${id}
       and accepted_at is null and revoked_at is null and expires_at > clock_timestamp()
     returning id
  `.execute(tx)
  return rows.length === 1
}

export async function withdraw(tx: Tx, id: string): Promise<{ email: string; role: Role } | undefined> {
  const { rows } = await sql<{ email: string; role: Role }>`
    update invitations set revoked_at = clock_timestamp()
     where organizer_id = current_organizer() and id = ${id} and accepted_at is null and revoked_at is null
     returning email, role
  `.execute(tx)
  return rows[0]
}
