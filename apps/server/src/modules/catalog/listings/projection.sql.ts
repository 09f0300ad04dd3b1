import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Listing } from './listing.ts'

/** Writes the listing; `words` and `plain` and the date to come are worked out here, by the database's text rules and clock. */
export async function upsertListing(tx: Tx, l: Listing): Promise<void> {
  await sql`
    insert into listings (event_id, organizer_id, slug, organizer_slug, organizer_name, state, title, summary, category, timezone,
        first_starts_at, last_ends_at, date_count, date_starts, date_ends, attendance_mode, venue_name, city, country, latitude, longitude,
        currency, from_price_minor, to_price_minor, picture, palette, words, plain)
    select ${l.eventId}::uuid, ${l.organizerId}::uuid, ${l.slug}, o.slug, o.name, ${l.state},
        ${JSON.stringify(l.title)}::jsonb, ${JSON.stringify(l.summary)}::jsonb, ${l.category}, ${l.timezone},
        first_to_come(d.starts, d.ends), (select max(e) from unnest(d.ends) as e), cardinality(d.starts), d.starts, d.ends,
        ${l.attendanceMode}, ${l.venueName}, ${l.city}, ${l.country}, ${l.latitude}::float8, ${l.longitude}::float8,
        ${l.currency}, ${l.fromPriceMinor}::bigint, ${l.toPriceMinor}::bigint, ${l.picture ? JSON.stringify(l.picture) : null}::jsonb, ${l.palette},
        setweight(to_tsvector('simple', unaccent(w.title)), 'A') || setweight(to_tsvector('simple', unaccent(w.place)), 'B') || setweight(to_tsvector('simple', unaccent(w.rest)), 'C'),
        left(lower(unaccent(w.title || ' ' || w.place)), 1000)
      from listed_organizers o,
           (select ${l.dateStarts}::timestamptz[] as starts, ${l.dateEnds}::timestamptz[] as ends) d,
           lateral (select ${l.words.title}::text as title, concat_ws(' ', ${l.words.place}::text, o.name) as place, ${l.words.rest}::text as rest) w
     where o.organizer_id = ${l.organizerId}::uuid
    on conflict (event_id) do update set
        slug = excluded.slug, organizer_slug = excluded.organizer_slug, organizer_name = excluded.organizer_name, state = excluded.state,
        title = excluded.title, summary = excluded.summary, category = excluded.category, timezone = excluded.timezone,
        first_starts_at = excluded.first_starts_at, last_ends_at = excluded.last_ends_at, date_count = excluded.date_count,
        date_starts = excluded.date_starts, date_ends = excluded.date_ends, attendance_mode = excluded.attendance_mode,
        venue_name = excluded.venue_name, city = excluded.city, country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude,
        currency = excluded.currency, from_price_minor = excluded.from_price_minor, to_price_minor = excluded.to_price_minor,
        picture = excluded.picture, palette = excluded.palette, words = excluded.words, plain = excluded.plain, changed_at = now()
  `.execute(tx)
}

export async function deleteListing(tx: Tx, eventId: string): Promise<void> {
  await sql`delete from listings where event_id = ${eventId} and organizer_id = current_organizer()`.execute(tx)
}

export async function selectOwnListed(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{
    eventId: string
  }>`select event_id from listings where organizer_id = current_organizer()`.execute(tx)
  return rows.map(row => row.eventId)
}
