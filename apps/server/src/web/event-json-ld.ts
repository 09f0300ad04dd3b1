import { toLocalDateTime } from '@tessera/kernel/local-dates'
import { toDecimal } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { EventPage } from '../modules/catalog/listings/public.ts'
import type { OrganizerProfile } from '../modules/people/organizers/public.ts'

type Product = EventPage['whole']['products'][number]
type EventDate = EventPage['whole']['event']['dates'][number]

/** What a buyer is asked for this product, or for a variant of it at `priceMinor`. */
export type AskedPrice = (product: Product, priceMinor: bigint) => bigint

export type EventJsonLdInput = {
  page: EventPage
  organizer: OrganizerProfile
  origin: string
  /** The event's page. */
  url: string
  imageUrl: string
  asked: AskedPrice
}

const MODES = {
  in_person: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
}
const STATES: Record<string, string> = { cancelled: 'EventCancelled', postponed: 'EventPostponed' }
const AVAILABILITY: Record<string, string> = { sold_out: 'SoldOut', not_yet: 'PreOrder', ended: 'Discontinued' }
const MINUTE_MS = 60_000
/** More dates than this help no search engine. */
const MOST_DATES = 20

/** One schema.org Event a date, each with the offers that open it, at the price that is really asked. */
export function eventJsonLd(input: EventJsonLdInput): object[] {
  return input.page.whole.event.dates.slice(0, MOST_DATES).map(date => ofDate(input, date))
}

function ofDate(input: EventJsonLdInput, date: EventDate): object {
  const { page, organizer, origin, url, imageUrl } = input
  const { event } = page.whole
  const text = (value: Record<string, string>) => translate(value, event.defaultLocale)
  const at = (instant: Date) => localInstant(instant, event.timezone)
  const label = text(date.label)
  const offers = offersOf(input, date)
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': `${url}#${date.startsAt.toISOString()}`,
    url,
    name: text(event.title),
    description: [text(event.summary), label].filter(Boolean).join(' ') || text(event.title),
    startDate: at(date.startsAt),
    ...(date.endsAt ? { endDate: at(date.endsAt) } : {}),
    ...(date.doorsAt ? { doorTime: at(date.doorsAt) } : {}),
    eventStatus: schema(STATES[date.state === 'cancelled' ? 'cancelled' : event.state] ?? 'EventScheduled'),
    eventAttendanceMode: schema(MODES[event.attendanceMode]),
    location: locationOf(page, url),
    image: [imageUrl],
    inLanguage: Object.keys(event.title),
    organizer: { '@type': 'Organization', name: organizer.name, url: `${origin}/o/${organizer.slug}` },
    ...(offers.length > 0 ? { offers, isAccessibleForFree: offers.every(({ price }) => Number(price) === 0) } : {}),
  }
}

const schema = (name: string) => `https://schema.org/${name}`

/** "2026-03-14T19:30:00+01:00": search engines show the wall clock of the place, so they have to be told it. */
export function localInstant(instant: Date, zone: string): string {
  const wall = toLocalDateTime(instant, zone)
  const whole = Math.floor(instant.getTime() / 1_000) * 1_000
  const minutes = Math.round((Date.parse(`${wall}Z`) - whole) / MINUTE_MS)
  const part = (value: number) => String(value).padStart(2, '0')
  const distance = Math.abs(minutes)
  return `${wall}${minutes < 0 ? '-' : '+'}${part(Math.floor(distance / 60))}:${part(distance % 60)}`
}

type Offer = { price: string } & Record<string, unknown>

function offersOf(input: EventJsonLdInput, date: EventDate): Offer[] {
  const open = input.page.whole.products.filter(
    product => !product.hidden && (product.dateIds === null || product.dateIds.includes(date.id)),
  )
  const admissions = open.filter(({ kind }) => kind === 'admission')
  // A T-shirt is no way in, unless there is nothing else; and what is over interests nobody while something is left.
  const ways = admissions.length > 0 ? admissions : open
  const lasting = ways.filter(({ id }) => input.page.saleStates.get(id) !== 'ended')
  return (lasting.length > 0 ? lasting : ways).flatMap(product => offersOfProduct(input, product))
}

function offersOfProduct({ page, url, asked }: EventJsonLdInput, product: Product): Offer[] {
  const { event } = page.whole
  const text = (value: Record<string, string>) => translate(value, event.defaultLocale)
  const state = page.saleStates.get(product.id) ?? ''
  const offer = (name: string, priceMinor: bigint): Offer => ({
    '@type': 'Offer',
    name,
    url,
    category: 'primary',
    price: toDecimal({ amountMinor: asked(product, priceMinor), currency: event.currency }),
    priceCurrency: event.currency,
    availability: schema(AVAILABILITY[state] ?? 'InStock'),
    validFrom: localInstant(product.saleStartsAt ?? event.publishedAt ?? new Date(0), event.timezone),
    ...(product.saleEndsAt ? { validThrough: localInstant(product.saleEndsAt, event.timezone) } : {}),
  })
  if (product.variants.length === 0) return [offer(text(product.name), product.priceMinor)]
  return product.variants.map(variant =>
    offer(`${text(product.name)}, ${text(variant.name)}`, variant.priceMinor ?? product.priceMinor),
  )
}

function locationOf(page: EventPage, url: string): object {
  const { attendanceMode } = page.whole.event
  const online = { '@type': 'VirtualLocation', url }
  if (attendanceMode === 'online') return online
  return attendanceMode === 'hybrid' ? [placeOf(page), online] : placeOf(page)
}

function placeOf({ whole: { event } }: EventPage): object {
  const { venue } = event
  const { latitude, longitude } = venue
  return {
    '@type': 'Place',
    name: venue.name ?? venue.city ?? '',
    address: {
      '@type': 'PostalAddress',
      streetAddress: venue.street ?? undefined,
      postalCode: venue.postalCode ?? undefined,
      addressLocality: venue.city ?? undefined,
      addressRegion: venue.region ?? undefined,
      addressCountry: venue.country ?? undefined,
    },
    ...(latitude !== null && longitude !== null ? { geo: { '@type': 'GeoCoordinates', latitude, longitude } } : {}),
  }
}
