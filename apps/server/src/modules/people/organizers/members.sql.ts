import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../../platform/db/db.ts'
import type { Role } from './policy.ts'

export type MemberRow = { id: string; accountId: string; role: Role; eventIds: string[] | null; createdAt: Date }

const COLUMNS = ['id', 'accountId', 'role', 'eventIds', 'createdAt'] as const

/** False when the account is a member already. */
export async function insertMember(
  tx: Tx,
  member: { organizerId: string; id: string; accountId: string; role: Role; eventIds: string[] | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('members')
    .values(member)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function activeMembers(tx: Tx): Promise<MemberRow[]> {
  return (await tx
    .selectFrom('members')
    .select(COLUMNS)
    .where('removedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()) as MemberRow[]
}

/**
 * Locks the owners and the member that is to change, in order of id, so that of two owners who remove each other at the
 * same moment the second one sees what the first has done.
 */
export async function lockMember(tx: Tx, memberId: string): Promise<{ member: MemberRow | undefined; owners: number }> {
  const rows = (await tx
    .selectFrom('members')
    .select(COLUMNS)
    .where('removedAt', 'is', null)
    .where(eb => eb.or([eb('role', '=', 'owner'), eb('id', '=', memberId)]))
    .orderBy('id')
    .forUpdate()
    .execute()) as MemberRow[]
  return { member: rows.find(row => row.id === memberId), owners: rows.filter(row => row.role === 'owner').length }
}

export async function updateMember(
  tx: Tx,
  memberId: string,
  change: { role: Role; eventIds: string[] | null },
): Promise<void> {
  await tx.updateTable('members').set(change).where('id', '=', memberId).execute()
}

export async function endMembership(tx: Tx, memberId: string): Promise<void> {
  await sql`update members set removed_at = clock_timestamp() where organizer_id = current_organizer() and id = ${memberId}`.execute(
    tx,
  )
}

export type MembershipRow = { organizerId: string; slug: string; name: string; role: Role; eventIds: string[] | null }

/** Across tenants: the account is named to the database, whose policy then shows its own memberships and no others. */
export async function membershipsOf(tx: GlobalTx, accountId: string): Promise<MembershipRow[]> {
  await sql`select set_config('app.account_id', ${accountId}, true)`.execute(tx)
  return (await tx
    .selectFrom('members')
    .innerJoin('organizers', 'organizers.id', 'members.organizerId')
    .select(['members.organizerId', 'organizers.slug', 'organizers.name', 'members.role', 'members.eventIds'])
    .where('members.accountId', '=', accountId)
    .where('members.removedAt', 'is', null)
    .orderBy('organizers.name')
    .orderBy('organizers.id')
    .execute()) as MembershipRow[]
}
