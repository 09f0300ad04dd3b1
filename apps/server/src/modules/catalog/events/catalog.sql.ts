import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { EventRecord, ProductOnOffer, QuestionOnOffer, WholeEvent } from './public.ts'

type Row = Omit<EventRecord, 'venue' | 'fee' | 'dates' | 'picture'> &
  EventRecord['venue'] & {
    venueName: string | null
    feeFixedMinor: bigint
    feePpm: number
    feePayer: EventRecord['fee']['payer']
    dates: DateJson[]
    picture: EventRecord['picture']
  }
/** Inside jsonb a timestamp is text. */
type Texts<T, K extends keyof T> = Omit<T, K> & Record<K, string | null>
type DateJson = Texts<EventRecord['dates'][number], 'startsAt' | 'endsAt' | 'doorsAt'>
type ProductJson = Omit<ProductOnOffer, 'priceMinor' | 'saleStartsAt' | 'saleEndsAt' | 'variants'> & {
  priceMinor: string
  saleStartsAt: string | null
  saleEndsAt: string | null
  variants: Array<Omit<ProductOnOffer['variants'][number], 'priceMinor'> & { priceMinor: string | null }>
}

const record = sql`
  e.organizer_id, e.id, e.slug, e.state, e.title, e.summary, e.description, e.category, e.default_locale, e.timezone, e.currency,
  e.attendance_mode, e.venue_name, e.street, e.postal_code, e.city, e.region, e.country, e.latitude, e.longitude, e.online_url,
  e.palette, e.fee_fixed_minor, e.fee_ppm, e.fee_payer, e.external_id, e.source_url, e.import_hash, e.catalog_version, e.version,
  e.created_at, e.published_at, e.cancelled_at, e.cancel_reason,
  (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'startsAt', d.starts_at, 'endsAt', d.ends_at, 'doorsAt', d.doors_at,
     'label', d.label, 'state', d.state, 'sequence', d.sequence, 'version', d.version) order by d.starts_at, d.id), '[]')
     from event_dates d where d.organizer_id = e.organizer_id and d.event_id = e.id) as dates,
  (select jsonb_build_object('fileId', f.id, 'alt', f.alt, 'sizes', f.derived)
     from files f where f.organizer_id = e.organizer_id and f.id = e.picture_id) as picture`

export async function selectRecords(tx: Tx, eventIds: readonly string[]): Promise<EventRecord[]> {
  const { rows } = await sql<Row>`
    select ${record} from events e where e.organizer_id = current_organizer() and e.id = any (${eventIds}::uuid[])
  `.execute(tx)
  return rows.map(recordOf)
}

export async function selectRecord(tx: Tx, eventId: string): Promise<EventRecord | null> {
  return (await selectRecords(tx, [eventId]))[0] ?? null
}

/** The event, its dates and all that it offers in one statement, so that they are of one moment. */
export async function selectWhole(tx: Tx, eventId: string): Promise<WholeEvent | null> {
  const { rows } = await sql<Row & { products: ProductJson[]; questions: QuestionOnOffer[] }>`
    select ${record}, o.products, o.questions
      from events e join event_offers o on o.organizer_id = e.organizer_id and o.event_id = e.id
     where e.organizer_id = current_organizer() and e.id = ${eventId}
  `.execute(tx)
  const row = rows[0]
  return row ? { event: recordOf(row), products: row.products.map(productOf), questions: row.questions } : null
}

/** Whether the event is still as it was read: every change of it, or of what it offers, moves one of its versions. */
export async function standsAt(
  tx: Tx,
  { id, version, catalogVersion }: Pick<EventRecord, 'id' | 'version' | 'catalogVersion'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from events where organizer_id = current_organizer() and id = ${id} and version = ${version} and catalog_version = ${catalogVersion}
  `.execute(tx)
  return rows.length > 0
}

function recordOf(row: Row): EventRecord {
  return {
    id: row.id,
    organizerId: row.organizerId,
    slug: row.slug,
    state: row.state,
    title: row.title,
    summary: row.summary,
    description: row.description,
    category: row.category,
    defaultLocale: row.defaultLocale,
    timezone: row.timezone,
    currency: row.currency,
    attendanceMode: row.attendanceMode,
    venue: {
      name: row.venueName,
      street: row.street,
      postalCode: row.postalCode,
      city: row.city,
      region: row.region,
      country: row.country,
      latitude: row.latitude,
      longitude: row.longitude,
    },
    onlineUrl: row.onlineUrl,
    palette: row.palette,
    fee: { fixedMinor: row.feeFixedMinor, ppm: row.feePpm, payer: row.feePayer },
    picture: row.picture && {
      ...row.picture,
      sizes: row.picture.sizes.map(({ name, width, height, contentType }) => ({ name, width, height, contentType })),
    },
    dates: row.dates.map(date => ({
      ...date,
      startsAt: new Date(date.startsAt!),
      endsAt: dateOf(date.endsAt),
      doorsAt: dateOf(date.doorsAt),
    })),
    externalId: row.externalId,
    sourceUrl: row.sourceUrl,
    importHash: row.importHash,
    catalogVersion: row.catalogVersion,
    version: row.version,
    createdAt: row.createdAt,
    publishedAt: row.publishedAt,
    cancelledAt: row.cancelledAt,
    cancelReason: row.cancelReason,
  }
}

function productOf(json: ProductJson): ProductOnOffer {
  return {
    ...json,
    priceMinor: BigInt(json.priceMinor),
    saleStartsAt: dateOf(json.saleStartsAt),
    saleEndsAt: dateOf(json.saleEndsAt),
    variants: json.variants.map(variant => ({
      ...variant,
      priceMinor: variant.priceMinor === null ? null : BigInt(variant.priceMinor),
    })),
  }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
