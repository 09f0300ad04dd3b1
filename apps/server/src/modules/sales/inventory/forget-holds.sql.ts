import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

/** Holds that ended without an order. One that an order came from stays with it: late money takes its places once more. */
export async function deleteEndedHolds(tx: Tx, days: number, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from holds where organizer_id = current_organizer() and id = any (array(
      select h.id from holds h
       where h.organizer_id = current_organizer() and h.state in ('released', 'expired')
         and h.expires_at < clock_timestamp() - make_interval(days => ${days})
         and not exists (select from orders o where o.organizer_id = h.organizer_id and o.hold_id = h.id)
       limit ${most}))
  `.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
