import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../../platform/db/db.ts'
import { OPEN_END_HOURS } from '../open-end.ts'
import {
  type EventChange,
  type EventQuery,
  type EventState,
  eventErrors,
  type KnownImport,
  type NewEvent,
  type Venue,
} from './public.ts'

/** Serializes changes of one event: each of them takes this lock first. Null where the tenant has no such event. */
export async function lockEvent(tx: Tx, eventId: string): Promise<{ version: number; state: EventState } | null> {
  const { rows } = await sql<{ version: number; state: EventState }>`
    select version, state from events where organizer_id = current_organizer() and id = ${eventId} for no key update
  `.execute(tx)
  return rows[0] ?? null
}

export async function lockForSale(
  tx: Tx,
  eventIds: readonly string[],
): Promise<Map<string, { state: EventState; catalogVersion: number }>> {
  const { rows } = await sql<{ id: string; state: EventState; catalogVersion: number }>`
    select id, state, catalog_version from events where organizer_id = current_organizer() and id = any (${eventIds}::uuid[]) order by id for share
  `.execute(tx)
  return new Map(rows.map(row => [row.id, row]))
}

export async function bumpCatalogVersion(tx: Tx, eventId: string): Promise<void> {
  const { rows } = await sql`
    update events set catalog_version = catalog_version + 1 where organizer_id = current_organizer() and id = ${eventId} returning id
  `.execute(tx)
  if (rows.length === 0) throw eventErrors.not_found()
}

export async function insertEvent(
  tx: Tx,
  organizerId: string,
  id: string,
  slug: string,
  input: NewEvent,
): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      organizerId,
      id,
      slug,
      title: JSON.stringify(input.title),
      timezone: input.timezone,
      currency: input.currency,
      defaultLocale: input.defaultLocale,
      externalId: input.externalId ?? null,
      ...columnsOf(input),
    })
    .execute()
}

/** Changes what is given; every change of an event also changes what is sold as far as a buyer's page shows it. */
export async function updateEvent(tx: Tx, eventId: string, change: EventChange): Promise<void> {
  await tx
    .updateTable('events')
    .set({
      ...(change.title ? { title: JSON.stringify(change.title) } : {}),
      ...(change.timezone ? { timezone: change.timezone } : {}),
      ...(change.currency ? { currency: change.currency } : {}),
      ...(change.defaultLocale ? { defaultLocale: change.defaultLocale } : {}),
      ...(change.slug ? { slug: change.slug } : {}),
      ...columnsOf(change),
      version: sql<number>`version + 1`,
      catalogVersion: sql<number>`catalog_version + 1`,
    })
    .where('organizerId', '=', sql<string>`current_organizer()`)
    .where('id', '=', eventId)
    .execute()
}

function columnsOf(input: EventChange) {
  return {
    ...(input.summary ? { summary: JSON.stringify(input.summary) } : {}),
    ...(input.description ? { description: JSON.stringify(input.description) } : {}),
    ...(input.category ? { category: input.category } : {}),
    ...(input.attendanceMode ? { attendanceMode: input.attendanceMode } : {}),
    ...(input.venue !== undefined ? venueColumns(input.venue) : {}),
    ...(input.onlineUrl !== undefined ? { onlineUrl: input.onlineUrl } : {}),
    ...(input.palette !== undefined ? { palette: input.palette } : {}),
    ...(input.fee ? { feeFixedMinor: input.fee.fixedMinor, feePpm: input.fee.ppm, feePayer: input.fee.payer } : {}),
    ...(input.sourceUrl !== undefined ? { sourceUrl: input.sourceUrl } : {}),
    ...(input.importHash !== undefined ? { importHash: input.importHash } : {}),
  }
}

function venueColumns(venue: Partial<Venue> | null) {
  const {
    name = null,
    street = null,
    postalCode = null,
    city = null,
    region = null,
    country = null,
    latitude = null,
    longitude = null,
  } = venue ?? {}
  return { venueName: name, street, postalCode, city, region, country, latitude, longitude }
}

/** Moves the event to another state if it is in one of these; false otherwise. */
export async function moveState(
  tx: Tx,
  eventId: string,
  from: readonly EventState[],
  to: EventState,
  reason: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    update events set state = ${to}, version = version + 1, catalog_version = catalog_version + 1,
           published_at = case when ${to} = 'published' then coalesce(published_at, clock_timestamp()) when ${to} = 'draft' then null else published_at end,
           cancelled_at = case when ${to} = 'cancelled' then clock_timestamp() else cancelled_at end,
           cancel_reason = coalesce(${reason}, cancel_reason)
     where organizer_id = current_organizer() and id = ${eventId} and state = any (${from}::text[]) returning id
  `.execute(tx)
  return rows.length > 0
}

/** Over since more than the grace that a late end deserves, by the database's clock. */
export async function selectOver(tx: Tx, eventIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from events e where e.organizer_id = current_organizer() and e.id = any (${eventIds}::uuid[]) and e.state = 'published'
       and not exists (select from event_dates d where d.organizer_id = e.organizer_id and d.event_id = e.id and d.state = 'scheduled'
                          and coalesce(d.ends_at, d.starts_at + make_interval(hours => ${OPEN_END_HOURS}::int)) > clock_timestamp())
  `.execute(tx)
  return rows.map(row => row.id)
}

export async function selectPage(tx: Tx, query: EventQuery): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from events
     where organizer_id = current_organizer()
       and (${query.state ?? null}::text is null or state = ${query.state ?? null})
       and (${query.q ?? null}::text is null or unaccent(lower(title::text)) like '%' || unaccent(lower(${escapeLike(query.q)})) || '%' or slug = ${query.q ?? null})
       and (${query.eventIds}::uuid[] is null or id = any (${query.eventIds}::uuid[]))
       and (${query.after?.id ?? null}::uuid is null or (created_at, id) < (${query.after?.createdAt ?? null}::timestamptz, ${query.after?.id ?? null}::uuid))
     order by created_at desc, id desc limit ${query.limit}
  `.execute(tx)
  return rows.map(row => row.id)
}

function escapeLike(text: string | undefined): string | null {
  return text?.replaceAll(/[\\%_]/g, '\\$&') ?? null
}

/** Reserves an address for good; false when another event has it. Waits for a transaction that is about to take it. */
export async function reserveSlug(tx: Tx, organizerId: string, eventId: string, slug: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    with taken as (
      insert into event_slugs (slug, organizer_id, event_id) values (${slug}, ${organizerId}, ${eventId}) on conflict do nothing returning slug
    )
    select exists (select from taken) or exists (select from event_slugs where slug = ${slug} and event_id = ${eventId}) as mine
  `.execute(tx)
  return rows[0]?.mine ?? false
}

export async function selectEventOfSlug(tx: GlobalTx, slug: string): Promise<string | null> {
  const { rows } = await sql<{ eventId: string }>`select event_id from event_slugs where slug = ${slug}`.execute(tx)
  return rows[0]?.eventId ?? null
}

export async function selectImported(tx: Tx, externalIds: readonly string[]): Promise<Map<string, KnownImport>> {
  const { rows } = await sql<KnownImport & { externalId: string }>`
    select external_id, id, import_hash from events where organizer_id = current_organizer() and external_id = any (${externalIds}::text[])
  `.execute(tx)
  return new Map(rows.map(({ externalId, id, importHash }) => [externalId, { id, importHash }]))
}
