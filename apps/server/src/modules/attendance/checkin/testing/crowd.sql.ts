import { sql } from 'kysely'
import type { Db } from '../../../../platform/db/db.ts'
import type { SoldEvent } from '../../../sales/tickets/testing/sold-event.sql.ts'

/** As many paid tickets as a test of plans or of speed needs, loaded at once; answers their ids. */
export async function insertCrowd(db: Db, event: SoldEvent, size: number): Promise<string[]> {
  const { organizerId, eventId, admissionId } = event
  return db.tenant(organizerId, async tx => {
    await sql`
      create temporary table crowd on commit drop as
      select tenant_uuid(${organizerId}) as order_id, tenant_uuid(${organizerId}) as line_id, tenant_uuid(${organizerId}) as ticket_id,
             translate(upper(left(md5(gen_random_uuid()::text), 8)), '01', 'XY') as code
        from generate_series(1, ${size}::int)
    `.execute(tx)
    await sql`
      insert into orders (organizer_id, id, code, event_id, hold_id, state, buyer_name, buyer_email, locale, quote_id, total_minor, currency)
      select ${organizerId}, order_id, code, ${eventId}, order_id, 'paid', 'Änne Weiß', 'aenne@example.org', 'de', order_id, 0, 'EUR' from crowd
          on conflict do nothing
    `.execute(tx)
    await sql`
      insert into order_lines (organizer_id, id, order_id, position, quote_line_key, product_id, kind, product_name, pool_ids, gross_minor, net_minor, tax_minor)
      select ${organizerId}, line_id, order_id, 0, 'l0', ${admissionId}, 'admission', '{"en": "Stalls"}', '{}', 0, 0, 0
        from crowd where order_id in (select id from orders where organizer_id = ${organizerId})
    `.execute(tx)
    const { rows } = await sql<{ id: string }>`
      insert into tickets (organizer_id, id, order_id, order_line_id, event_id, product_id)
      select ${organizerId}, ticket_id, order_id, line_id, ${eventId}, ${admissionId}
        from crowd where line_id in (select id from order_lines where organizer_id = ${organizerId})
      returning id
    `.execute(tx)
    return rows.map(row => row.id)
  })
}

/** That many of them are inside already, on this list. */
export async function insertEntered(
  db: Db,
  event: SoldEvent,
  listId: string,
  ticketIds: readonly string[],
): Promise<void> {
  await db.tenant(event.organizerId, tx =>
    sql`
      insert into scans (organizer_id, id, list_id, event_id, ticket_id, nonce, result, reason, occupies, window_key, scanned_at)
      select ${event.organizerId}, tenant_uuid(${event.organizerId}), ${listId}, ${event.eventId}, id, replace(gen_random_uuid()::text, '-', ''),
             'accepted', 'accepted', true, 'all', clock_timestamp()
        from unnest(${ticketIds}::uuid[]) as t(id)
    `.execute(tx),
  )
}
