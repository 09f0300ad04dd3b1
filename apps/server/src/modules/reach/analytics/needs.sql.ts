import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import { NEED_KINDS, type Need } from './public.ts'

const MOST = 50

/** Of these events, or of all. What was sold and what was mailed each publish their part of it. */
export async function selectNeeds(
  tx: Tx,
  eventIds: readonly string[] | null,
): Promise<{ needs: Need[]; total: number }> {
  const { rows } = await sql<Need & { total: number }>`
    with needs as (
      select event_id, kind, order_id, order_code, orders, amount_minor, currency, since from order_needs where organizer_id = current_organizer()
      union all
      select event_id, 'tickets_undelivered', order_id, order_code, 1, null, null, since from undelivered_tickets where organizer_id = current_organizer())
    select *, count(*) over ()::int as total from needs
     where (${eventIds}::uuid[] is null or event_id = any (${eventIds}::uuid[]))
     order by array_position(${[...NEED_KINDS]}::text[], kind), since, order_id limit ${MOST}
  `.execute(tx)
  return { needs: rows.map(({ total: _total, ...need }) => need), total: rows[0]?.total ?? 0 }
}
