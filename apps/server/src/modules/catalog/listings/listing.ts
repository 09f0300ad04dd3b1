import type { Translated } from '@tessera/kernel/translated'
import type { EventForSale, EventPicture, EventState, WholeEvent } from '../events/public.ts'
import { endOf } from '../open-end.ts'
import type { PriceShown } from '../products/public.ts'

/** What everybody may see of one event in lists and finds by. */
export type Listing = {
  eventId: string
  organizerId: string
  slug: string
  state: Exclude<EventState, 'draft'>
  title: Translated
  summary: Translated
  category: string
  timezone: string
  dateStarts: Date[]
  dateEnds: Date[]
  attendanceMode: 'in_person' | 'online' | 'hybrid'
  venueName: string | null
  city: string | null
  country: string | null
  latitude: number | null
  longitude: number | null
  currency: string
  fromPriceMinor: bigint | null
  toPriceMinor: bigint | null
  picture: EventPicture | null
  palette: string | null
  /** What full-text search reads, the most important first. */
  words: { title: string; place: string; rest: string }
}

/** The listing of an event, or null where there is nothing to list: of a draft nobody knows. */
export function listingOf(whole: WholeEvent, sale: EventForSale['event'], priceShown: PriceShown): Listing | null {
  const { event } = whole
  // A draft that was called off was never announced either.
  if (event.state === 'draft' || event.publishedAt === null) return null
  const dates = event.dates.filter(date => date.state === 'scheduled' || event.state === 'cancelled')
  const shown = dates.length > 0 ? dates : event.dates
  if (shown.length === 0) return null
  const prices = pricesOf(whole, sale, priceShown)
  const { venue } = event
  return {
    eventId: event.id,
    organizerId: event.organizerId,
    slug: event.slug,
    state: event.state,
    title: event.title,
    summary: event.summary,
    category: event.category,
    timezone: event.timezone,
    dateStarts: shown.map(date => date.startsAt),
    dateEnds: shown.map(endOf),
    attendanceMode: event.attendanceMode,
    venueName: venue.name,
    city: venue.city,
    country: venue.country,
    latitude: venue.latitude,
    longitude: venue.longitude,
    currency: event.currency,
    fromPriceMinor: prices.length > 0 ? prices.reduce((a, b) => (a < b ? a : b)) : null,
    toPriceMinor: prices.length > 0 ? prices.reduce((a, b) => (a > b ? a : b)) : null,
    picture: event.picture,
    palette: event.palette,
    words: {
      title: textsOf(event.title),
      place: [venue.name, venue.city, event.category].filter(Boolean).join(' '),
      rest: `${textsOf(event.summary)} ${textsOf(event.description)}`.slice(0, 20_000),
    },
  }
}

/** What an entry costs; add-ons only where there is nothing else, and hidden products never. */
function pricesOf(whole: WholeEvent, sale: EventForSale['event'], priceShown: PriceShown): bigint[] {
  const open = whole.products.filter(product => !product.hidden)
  const admissions = open.filter(product => product.kind === 'admission')
  return (admissions.length > 0 ? admissions : open).flatMap(product => {
    const own =
      product.variants.length > 0
        ? product.variants.map(variant => variant.priceMinor ?? product.priceMinor)
        : [product.priceMinor]
    return own.map(price => priceShown(sale, product, price))
  })
}

function textsOf(text: Translated): string {
  return [...new Set(Object.values(text))].join(' ')
}
