import { type RawBuilder, sql } from 'kysely'
import type { GlobalTx } from '../../../platform/db/db.ts'
import type { EventCard, EventSearch, Facet, When } from './public.ts'

const card = sql`
  l.event_id, l.organizer_id, l.slug, l.organizer_slug, l.organizer_name, l.state, l.title, l.summary, l.category, l.timezone, l.first_starts_at,
  l.last_ends_at, l.date_count, l.attendance_mode, l.venue_name, l.city, l.country, l.latitude, l.longitude, l.currency,
  l.from_price_minor, l.to_price_minor, l.picture, l.palette`

export type Filters = Pick<EventSearch, 'from' | 'to' | 'category' | 'city' | 'free' | 'online' | 'organizer' | 'time'>

/** How words are compared: by their beginnings, or by their likeness when those find nothing. */
export type Wording = { mode: 'words' | 'alike'; text: string } | null

export type Position = { rank: string; start: string; id: string } | null

/** Where a day begins is a matter of the place. */
function moment(when: When, days: number): RawBuilder<unknown> {
  if ('instant' in when) return sql`${when.instant}::timestamptz`
  return sql`((${when.day}::date + ${days}::int)::timestamp at time zone l.timezone)`
}

function conditions(filters: Filters, wording: Wording): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  if (filters.time === 'upcoming') {
    parts.push(sql`l.state in ('published', 'postponed')`, sql`l.last_ends_at > clock_timestamp()`)
  } else parts.push(sql`l.state in ('published', 'postponed', 'ended')`)
  if (filters.time === 'past') parts.push(sql`l.last_ends_at <= clock_timestamp()`)
  if (filters.from || filters.to) {
    const from = filters.from ? sql`d.e > ${moment(filters.from, 0)}` : sql`true`
    const to = filters.to ? sql`d.s < ${moment(filters.to, 1)}` : sql`true`
    parts.push(sql`exists (select from unnest(l.date_starts, l.date_ends) as d(s, e) where ${from} and ${to})`)
  }
  if (filters.category) parts.push(sql`l.category = ${filters.category}`)
  if (filters.city) parts.push(sql`lower(l.city) = lower(${filters.city})`)
  if (filters.organizer) parts.push(sql`l.organizer_slug = ${filters.organizer}`)
  if (filters.free !== undefined) parts.push(filters.free ? sql`l.from_price_minor = 0` : sql`l.from_price_minor > 0`)
  if (filters.online !== undefined) {
    parts.push(
      filters.online
        ? sql`l.attendance_mode in ('online', 'hybrid')`
        : sql`l.attendance_mode in ('in_person', 'hybrid')`,
    )
  }
  if (wording?.mode === 'words') parts.push(sql`l.words @@ to_tsquery('simple', unaccent(${wording.text}))`)
  if (wording?.mode === 'alike') parts.push(sql`lower(unaccent(${wording.text})) <% l.plain`)
  return sql.join(parts, sql` and `)
}

/** Ascending is better: what fits well comes first. Text keeps the exact number for a cursor. */
function rankOf(wording: Wording): RawBuilder<unknown> {
  if (wording?.mode === 'words')
    return sql`-ts_rank_cd(l.words, to_tsquery('simple', unaccent(${wording.text})))::float8`
  if (wording?.mode === 'alike') return sql`-word_similarity(lower(unaccent(${wording.text})), l.plain)::float8`
  return sql`0::float8`
}

export async function selectCards(
  tx: GlobalTx,
  filters: Filters,
  wording: Wording,
  page: { byRank: boolean; after: Position; limit: number },
): Promise<Array<EventCard & { rank: string; start: string }>> {
  // Short of its default of 0.6, which lets "festval" miss the festival.
  if (wording?.mode === 'alike')
    await sql`select set_config('pg_trgm.word_similarity_threshold', '0.45', true)`.execute(tx)
  const rank = page.byRank ? rankOf(wording) : sql`0::float8`
  // Microseconds, ascending in the order of the list.
  const start = sql`(extract(epoch from l.first_starts_at) * 1000000)::bigint * ${filters.time === 'past' ? -1 : 1}::int`
  const after =
    page.after &&
    sql`and (${rank}, ${start}, l.event_id) > (${page.after.rank}::float8, ${page.after.start}::bigint, ${page.after.id}::uuid)`
  const { rows } = await sql<EventCard & { rank: string; start: string }>`
    select ${card}, (${rank})::text as rank, (${start})::text as start from listings l
     where ${conditions(filters, wording)} ${after ?? sql``}
     order by ${rank}, ${start}, l.event_id limit ${page.limit}
  `.execute(tx)
  return rows
}

export async function selectFacet(
  tx: GlobalTx,
  column: 'category' | 'city',
  filters: Filters,
  wording: Wording,
): Promise<Facet[]> {
  const key = column === 'city' ? sql`lower(l.city)` : sql`l.category`
  const value = column === 'city' ? sql`mode() within group (order by l.city)` : sql`min(l.category)`
  const { rows } = await sql<Facet>`
    select ${value} as value, count(*)::int as count from listings l
     where ${conditions(filters, wording)} and ${key} is not null group by ${key} order by count(*) desc, 1 limit 50
  `.execute(tx)
  return rows
}

export async function selectCard(tx: GlobalTx, eventId: string): Promise<EventCard | null> {
  const { rows } = await sql<EventCard>`select ${card} from listings l where l.event_id = ${eventId}`.execute(tx)
  return rows[0] ?? null
}

/** Listings that time has passed by: their event is over, or the date they show is. */
export async function selectOutrun(
  tx: GlobalTx,
  most: number,
): Promise<Array<{ organizerId: string; eventId: string; over: boolean }>> {
  const { rows } = await sql<{ organizerId: string; eventId: string; over: boolean }>`
    select organizer_id, event_id, last_ends_at <= clock_timestamp() as over from listings
     where state in ('published', 'postponed') and first_starts_at < clock_timestamp()
       and (state = 'published' and last_ends_at <= clock_timestamp() or first_starts_at <> first_to_come(date_starts, date_ends))
     order by organizer_id limit ${most}
  `.execute(tx)
  return rows
}

/** The moment by which sale windows are judged. */
export async function selectNow(tx: GlobalTx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  return rows[0]!.now
}
