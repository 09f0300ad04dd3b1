import { formatDateTimeRange } from '@tessera/kernel/date-text'
import { formatId } from '@tessera/kernel/ids'
import { toDecimal } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { Catalog } from '../modules/catalog/events/public.ts'
import type { EventPage, Listings } from '../modules/catalog/listings/public.ts'
import type { PriceShown } from '../modules/catalog/products/public.ts'
import type { OrganizerProfile, Organizers } from '../modules/people/organizers/public.ts'
import type { PageHead } from './page-head.ts'
import type { PageHeads } from './serve-apps.ts'

type Deps = {
  listings: Pick<Listings, 'page'>
  organizers: Pick<Organizers, 'get' | 'bySlug'>
  catalog: Pick<Catalog, 'saleOf'>
  priceShown: PriceShown
  origin: string
}

/** What search engines and messengers read of events and organizers. */
export function createPageHeads(deps: Deps): PageHeads {
  return {
    event: async slug => {
      const page = await deps.listings.page(slug)
      const organizer = page && (await deps.organizers.get(page.whole.event.organizerId))
      return page && organizer ? eventHead(deps, page, organizer) : null
    },
    organizer: async slug => {
      const organizer = await deps.organizers.bySlug(slug)
      return organizer ? organizerHead(deps, organizer) : null
    },
  }
}

function eventHead(deps: Deps, page: EventPage, organizer: OrganizerProfile): PageHead {
  const { event } = page.whole
  const locale = event.defaultLocale
  const text = (value: Record<string, string>) => translate(value, locale)
  const url = `${deps.origin}/e/${event.slug}`
  const [first] = event.dates
  const when = first ? formatDateTimeRange(first.startsAt, first.endsAt, { locale, zone: event.timezone }) : ''
  const summary = [when, event.venue.name, event.venue.city].filter(Boolean).join(' · ')
  const imageUrl = `${deps.origin}/v1/events/${event.slug}/mosaic/1200.jpg`
  return {
    title: `${text(event.title)} · ${organizer.name}`,
    description: [text(event.summary), summary].filter(Boolean).join(' — ').slice(0, 300),
    url,
    imageUrl: pictureUrl(deps.origin, page) ?? imageUrl,
    locale,
    kind: 'event',
    jsonLd: eventJsonLd(deps, page, organizer, url),
  }
}

/** The 1200 × 630 picture that messengers show, where the organizer gave one. */
function pictureUrl(origin: string, { whole }: EventPage): string | null {
  const { picture } = whole.event
  const size = picture?.sizes.find(candidate => candidate.width === 1200) ?? picture?.sizes.at(-1)
  return picture && size ? `${origin}/v1/files/${formatId('fil', picture.fileId)}/${size.name}` : null
}

const MODES = {
  in_person: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
}
const STATES: Record<string, string> = { cancelled: 'EventCancelled', postponed: 'EventPostponed' }
const AVAILABILITY: Record<string, string> = { sold_out: 'SoldOut', not_yet: 'PreOrder', ended: 'Discontinued' }

/** One schema.org Event a date, each with its offers at the price that is really asked. */
function eventJsonLd(deps: Deps, page: EventPage, organizer: OrganizerProfile, url: string): object[] {
  const { event, products } = page.whole
  const text = (value: Record<string, string>) => translate(value, event.defaultLocale)
  const sale = deps.catalog.saleOf(page.whole).event
  const offers = products
    .filter(product => !product.hidden)
    .map(product => ({
      '@type': 'Offer',
      name: text(product.name),
      url,
      price: toDecimal({ amountMinor: deps.priceShown(sale, product, product.priceMinor), currency: event.currency }),
      priceCurrency: event.currency,
      availability: `https://schema.org/${AVAILABILITY[page.saleStates.get(product.id) ?? ''] ?? 'InStock'}`,
      ...(product.saleStartsAt ? { validFrom: product.saleStartsAt.toISOString() } : {}),
    }))
  return event.dates.slice(0, 20).map(date => ({
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: text(event.title),
    description: text(event.summary),
    startDate: date.startsAt.toISOString(),
    ...(date.endsAt ? { endDate: date.endsAt.toISOString() } : {}),
    eventStatus: `https://schema.org/${STATES[date.state === 'cancelled' ? 'cancelled' : event.state] ?? 'EventScheduled'}`,
    eventAttendanceMode: `https://schema.org/${MODES[event.attendanceMode]}`,
    location: event.attendanceMode === 'online' ? { '@type': 'VirtualLocation', url } : place(page),
    image: [pictureUrl(deps.origin, page) ?? `${deps.origin}/v1/events/${event.slug}/mosaic/1200.jpg`],
    organizer: { '@type': 'Organization', name: organizer.name, url: `${deps.origin}/o/${organizer.slug}` },
    offers,
  }))
}

function place({ whole: { event } }: EventPage): object {
  const { venue } = event
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
  }
}

function organizerHead(deps: Deps, organizer: OrganizerProfile): PageHead {
  const url = `${deps.origin}/o/${organizer.slug}`
  const description = translate(organizer.about, organizer.defaultLocale).slice(0, 300)
  return {
    title: organizer.name,
    description,
    url,
    imageUrl: null,
    locale: organizer.defaultLocale,
    kind: 'profile',
    jsonLd: [
      {
        '@context': 'https://schema.org',
        '@type': 'Organization',
        name: organizer.name,
        url,
        description,
        ...(organizer.website ? { sameAs: [organizer.website] } : {}),
      },
    ],
  }
}
