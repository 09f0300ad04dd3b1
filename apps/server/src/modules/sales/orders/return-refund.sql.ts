import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

/** What had been given back was not: an order that was refunded is so only in part, and closed no more by that. */
export async function subtractRefunded(tx: Tx, orderId: string, amountMinor: bigint): Promise<void> {
  await sql`
    update orders set refunded_minor = refunded_minor - ${amountMinor}, version = version + 1,
           state = case when state = 'refunded' then 'partly_refunded' else state end,
           closed_at = case when state = 'refunded' then null else closed_at end,
           closed_reason = case when state = 'refunded' then null else closed_reason end
     where organizer_id = current_organizer() and id = ${orderId}
  `.execute(tx)
}
