import { createHash } from 'node:crypto'
import { isZone } from '@tessera/kernel/local-dates'
import type { NewEvent } from '../events/public.ts'
import { endOf } from '../open-end.ts'
import type { NewProduct } from '../products/public.ts'
import { categoryOf } from './import-category.ts'
import type { ImportedEvent, ImportedVenue } from './imported-event.ts'
import { shortened } from './plain-text.ts'
import type { EventIssueCode, ImportIssue, ImportWish } from './public.ts'

/** A row as it will be written: the same row always gives the same hash. */
export type WantedEvent = {
  row: number
  externalId: string
  input: NewEvent & { importHash: string }
  product: NewProduct | null
  status: ImportedEvent['status']
  issues: ImportIssue[]
}

type Report = (code: EventIssueCode, field: string, message: string) => void

/** Raised when the same feed shall give other events: every row then counts as changed once. */
const MAPPING_VERSION = 1
const SUMMARY = 200

/** What an event of a feed becomes here. Whatever does not come along is said. */
export function eventOfRow(event: ImportedEvent, wish: ImportWish): WantedEvent {
  const issues: ImportIssue[] = []
  const loss: Report = (code, field, message) =>
    issues.push({ row: event.row, externalId: event.externalId, severity: 'loss', code, field, message })
  const { category, left } = categoryOf(event.categories)
  if (left.length > 0)
    loss('imports.categories_reduced', 'categories', `Listed under ${category}; not kept: ${left.join(', ')}`)
  if (event.imageUrl) loss('imports.picture_not_fetched', 'image', 'The picture stays where it is; a mosaic is shown')
  if (event.organizerName)
    loss('imports.organizer_not_kept', 'organizer', `Shown as yours, not as that of ${event.organizerName}`)
  const currency = event.price.kind === 'fixed' ? event.price.currency : wish.currency
  const said = (text: string) => (text ? { [wish.defaultLocale]: text } : {})
  const input: NewEvent = {
    title: said(event.title),
    summary: said(firstSentence(event.description)),
    description: said(event.description),
    category,
    timezone: zoneOf(event, wish, loss),
    currency,
    defaultLocale: wish.defaultLocale,
    attendanceMode: modeOf(event),
    venue: event.venue ? venueOf(event.venue, loss) : null,
    onlineUrl: event.onlineUrl ?? null,
    dates: [{ startsAt: event.startsAt, endsAt: event.endsAt ?? null }],
    externalId: event.externalId,
    sourceUrl: event.sourceUrl ?? null,
  }
  const product = productOf(event, wish.defaultLocale)
  const importHash = hashOf([MAPPING_VERSION, input, product, event.status])
  return {
    row: event.row,
    externalId: event.externalId,
    input: { ...input, importHash },
    product,
    status: event.status,
    issues,
  }
}

function zoneOf(event: ImportedEvent, wish: ImportWish, loss: Report): string {
  if (isZone(event.zone)) return event.zone
  loss('imports.zone_replaced', 'timezone', `${event.zone} is unknown; ${wish.timezone} is used`)
  return wish.timezone
}

function modeOf({ onlineUrl, venue, status }: ImportedEvent): NonNullable<NewEvent['attendanceMode']> {
  if (status === 'moved_online') return 'online'
  if (onlineUrl) return venue ? 'hybrid' : 'online'
  return 'in_person'
}

function venueOf(venue: ImportedVenue, loss: Report): NonNullable<NewEvent['venue']> {
  const country = venue.country && /^[A-Z]{2}$/.test(venue.country) ? venue.country : null
  if (venue.country && !country)
    loss('imports.country_dropped', 'country', `"${shortened(venue.country, 60)}" is no ISO 3166 code`)
  return {
    name: venue.name || null,
    street: venue.address ?? null,
    postalCode: venue.postalCode ?? null,
    city: venue.city ?? null,
    region: venue.region ?? null,
    country,
    latitude: venue.latitude ?? null,
    longitude: venue.longitude ?? null,
  }
}

/** One admission, where the feed says what it costs; its sale ends with the event. */
function productOf({ price, startsAt, endsAt }: ImportedEvent, locale: string): NewProduct | null {
  if (price.kind === 'unknown') return null
  const names =
    price.kind === 'free' ? { en: 'Free admission', de: 'Freier Eintritt' } : { en: 'Admission', de: 'Eintritt' }
  return {
    kind: 'admission',
    name: { [locale]: names.en, ...names },
    priceMinor: price.kind === 'free' ? 0n : price.amountMinor,
    saleEndsAt: endOf({ startsAt, endsAt: endsAt && endsAt > startsAt ? endsAt : null }),
  }
}

function firstSentence(text: string): string {
  const line =
    text
      .split('\n')
      .find(part => part.trim() !== '')
      ?.trim() ?? ''
  return shortened(/^.{20,}?[.!?…](?=\s|$)/u.exec(line)?.[0] ?? line, SUMMARY)
}

function hashOf(content: unknown): string {
  const text = JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  return createHash('sha256').update(text).digest('base64url')
}
