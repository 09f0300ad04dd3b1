import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

/** Of a mail nothing is kept but to whom it went and what it was about. One that still has to be sent stays. */
export async function deleteOldMails(tx: Tx, days: number, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mails where organizer_id = current_organizer() and id = any (array(
      select id from mails
       where organizer_id = current_organizer() and state <> 'queued' and created_at < clock_timestamp() - make_interval(days => ${days})
       limit ${most}))
  `.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
