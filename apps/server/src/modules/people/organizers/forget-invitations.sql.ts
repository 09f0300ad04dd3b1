import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

/** Invitations that ended: accepted, withdrawn or run out. Who was invited stays in the audit trail, the address does not. */
export async function deleteEndedInvitations(tx: Tx, days: number, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from invitations where organizer_id = current_organizer() and id = any (array(
      select id from invitations
       where organizer_id = current_organizer()
         and least(accepted_at, revoked_at, expires_at) < clock_timestamp() - make_interval(days => ${days})
       limit ${most}))
  `.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
