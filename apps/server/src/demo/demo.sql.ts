import { sql } from 'kysely'
import type { Db } from '../platform/db/db.ts'

/**
 * Spreads the orders of a demo event over the past weeks, so that charts have something to show. Only the demo moves time
 * like this; the journal and the audit trail keep the moment at which they were really written.
 */
export async function spreadOverTime(db: Db, organizerId: string, eventId: string, now: Date): Promise<void> {
  await db.tenant(organizerId, tx =>
    sql`
      with ranked as (
        select id, (row_number() over (order by id))::float8 / count(*) over () as part from orders
         where organizer_id = current_organizer() and event_id = ${eventId} and state <> 'awaiting_payment'
      ), moved as (
        select id, ${now}::timestamptz - make_interval(secs => (1 - part) ^ 1.4 * 28 * 86400 + 600) as at from ranked
      )
      update orders o set placed_at = m.at, paid_at = case when o.paid_at is not null then m.at + interval '90 seconds' end
        from moved m where o.organizer_id = current_organizer() and o.id = m.id
    `.execute(tx),
  )
}

/** Says that an organizer of the demo is whole; one without was interrupted while it was being made. */
export async function markWhole(db: Db, organizerId: string): Promise<void> {
  await db.tenant(organizerId, tx => sql`update organizers set demo = true where id = ${organizerId}`.execute(tx))
}
