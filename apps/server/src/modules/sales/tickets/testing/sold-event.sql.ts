import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../../platform/db/db.ts'
import type { LineToIssue } from '../public.ts'

export type SoldEvent = {
  organizerId: string
  eventId: string
  /** Ascending, one a day. */
  dateIds: string[]
  admissionId: string
  variantId: string
  addOnId: string
}

export type SoldEventOptions = {
  dates?: Array<{ startsAt: Date; endsAt: Date | null }>
  organizerId?: string
}

const DAY_MS = 86_400_000

export async function insertOrganizer(db: Db, id: string = newUuid()): Promise<string> {
  await db.tenant(id, tx =>
    sql`insert into organizers (id, slug, name) values (${id}, ${`o-${id}`}, 'Grüne Bühne')`.execute(tx),
  )
  return id
}

/** An organizer with a published event, an admission with a variant, and an add-on. */
export async function insertSoldEvent(db: Db, options: SoldEventOptions = {}): Promise<SoldEvent> {
  const organizerId = options.organizerId ?? (await insertOrganizer(db))
  const id = () => newTenantUuid(organizerId)
  const dates = options.dates ?? [
    { startsAt: new Date(Date.now() + DAY_MS), endsAt: new Date(Date.now() + 1.1 * DAY_MS) },
  ]
  const event = {
    organizerId,
    eventId: id(),
    dateIds: dates.map(id),
    admissionId: id(),
    variantId: id(),
    addOnId: id(),
  }
  await db.tenant(organizerId, async tx => {
    await sql`
      insert into events (organizer_id, id, slug, state, title, timezone, currency, default_locale, venue_name, street, postal_code, city, country, latitude, longitude)
      values (${organizerId}, ${event.eventId}, ${`e-${event.eventId}`}, 'published', ${JSON.stringify({ de: 'Die Zauberflöte', en: 'The Magic Flute' })}::jsonb,
              'Europe/Berlin', 'EUR', 'de', 'Grüne Bühne am Fluß', 'Uferstraße 12', '01067', 'Dresden', 'DE', 51.05, 13.74)
    `.execute(tx)
    await sql`
      insert into event_dates (organizer_id, id, event_id, starts_at, ends_at)
      select ${organizerId}, d.id, ${event.eventId}, d.starts_at, d.ends_at
        from unnest(${event.dateIds}::uuid[], ${dates.map(date => date.startsAt)}::timestamptz[], ${dates.map(date => date.endsAt)}::timestamptz[]) as d(id, starts_at, ends_at)
    `.execute(tx)
    await sql`
      insert into products (organizer_id, id, event_id, kind, name, price_minor) values
        (${organizerId}, ${event.admissionId}, ${event.eventId}, 'admission', '{"de": "Parkett", "en": "Stalls"}', 2500),
        (${organizerId}, ${event.addOnId}, ${event.eventId}, 'add_on', '{"de": "Programmheft", "en": "Programme"}', 500)
    `.execute(tx)
    await sql`
      insert into product_variants (organizer_id, id, product_id, name) values (${organizerId}, ${event.variantId}, ${event.admissionId}, '{"de": "Ermäßigt", "en": "Concession"}')
    `.execute(tx)
  })
  return event
}

export type WantedUnit = {
  dateId?: string | null
  productId?: string
  variantId?: string | null
  name?: string | null
  email?: string | null
  kind?: 'admission' | 'add_on'
}

export type InsertedOrder = {
  organizerId: string
  orderId: string
  eventId: string
  code: string
  lines: LineToIssue[]
}

/** An order with its units as they stand when tickets are issued. */
export async function insertOrder(
  db: Db,
  event: SoldEvent,
  units: WantedUnit[] = [{}],
  state: 'paid' | 'awaiting_payment' = 'paid',
): Promise<InsertedOrder> {
  const { organizerId, eventId } = event
  const orderId = newTenantUuid(organizerId)
  const code = Array.from({ length: 8 }, () => '23456789ABCDEFGHJKMNPQRS'[Math.floor(Math.random() * 24)]).join('')
  const lines = units.map(unit => ({
    lineId: newTenantUuid(organizerId) as string,
    productId: unit.productId ?? event.admissionId,
    variantId: unit.variantId ?? null,
    dateId: unit.dateId === undefined ? (event.dateIds[0] ?? null) : unit.dateId,
    attendeeName: unit.name === undefined ? 'Jürgen Größer' : unit.name,
    attendeeEmail: unit.email === undefined ? 'juergen@example.org' : unit.email,
    kind: unit.kind ?? 'admission',
  }))
  await db.tenant(organizerId, async tx => {
    await sql`
      insert into orders (organizer_id, id, code, event_id, hold_id, state, buyer_name, buyer_email, locale, quote_id, total_minor, currency)
      values (${organizerId}, ${orderId}, ${code}, ${eventId}, ${newTenantUuid(organizerId)}, ${state}, 'Änne Weiß', 'aenne@example.org', 'de', ${newTenantUuid(organizerId)}, 0, 'EUR')
    `.execute(tx)
    for (const [position, line] of lines.entries()) await insertLine(tx, organizerId, orderId, position, line)
  })
  return { organizerId, orderId, eventId, code, lines: lines.map(({ kind: _kind, ...line }) => line) }
}

async function insertLine(
  tx: Tx,
  organizerId: string,
  orderId: string,
  position: number,
  line: LineToIssue & { kind: string },
) {
  await sql`
    insert into order_lines (organizer_id, id, order_id, position, quote_line_key, product_id, variant_id, date_id, kind, product_name, variant_name, pool_ids, gross_minor, net_minor, tax_minor)
    values (${organizerId}, ${line.lineId}, ${orderId}, ${position}, ${`l${position}`}, ${line.productId}, ${line.variantId}, ${line.dateId}, ${line.kind},
            '{"de": "Parkett", "en": "Stalls"}', ${line.variantId ? '{"de": "Ermäßigt", "en": "Concession"}' : null}::jsonb, '{}', 0, 0, 0)
  `.execute(tx)
}
