import { formatDateTimeRange } from '@tessera/kernel/date-text'
import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import type { Catalog } from '../modules/catalog/events/public.ts'
import type { EventPage, Listings } from '../modules/catalog/listings/public.ts'
import type { PriceShown } from '../modules/catalog/products/public.ts'
import type { OrganizerProfile, Organizers } from '../modules/people/organizers/public.ts'
import { type AskedPrice, eventJsonLd } from './event-json-ld.ts'
import type { PageHead } from './page-head.ts'
import { readableEvent, readableHome, readableOrganizer } from './readable-page.ts'
import type { PageHeads } from './serve-apps.ts'

type Deps = {
  listings: Pick<Listings, 'page' | 'search'>
  organizers: Pick<Organizers, 'get' | 'bySlug'>
  catalog: Pick<Catalog, 'saleOf'>
  priceShown: PriceShown
  origin: string
}

/** What search engines and messengers read of events and organizers. */
export function createPageHeads(deps: Deps): PageHeads {
  return {
    home: homeHead(deps.origin),
    robots: { listings: deps.listings, origin: deps.origin },
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

function homeHead(origin: string): PageHead {
  const url = `${origin}/`
  const description = 'Concerts, stages, talks and meetings near you. The price you see is the price you pay.'
  return {
    title: 'What is on · Tessera',
    description,
    url,
    imageUrl: null,
    locale: 'en',
    otherLocales: ['de'],
    kind: 'website',
    jsonLd: [
      {
        '@context': 'https://schema.org',
        '@type': 'WebSite',
        name: 'Tessera',
        url,
        potentialAction: {
          '@type': 'SearchAction',
          target: { '@type': 'EntryPoint', urlTemplate: `${url}?q={search_term_string}` },
          'query-input': 'required name=search_term_string',
        },
      },
    ],
    readable: readableHome(description),
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
  const imageUrl = pictureUrl(deps.origin, page) ?? `${deps.origin}/v1/events/${event.slug}/mosaic/1200.jpg`
  const sale = deps.catalog.saleOf(page.whole).event
  const asked: AskedPrice = (product, priceMinor) => deps.priceShown(sale, product, priceMinor)
  return {
    title: `${text(event.title)} · ${organizer.name}`,
    description: [text(event.summary), summary].filter(Boolean).join(' — ').slice(0, 300),
    url,
    imageUrl,
    locale,
    otherLocales: Object.keys(event.title).filter(other => other !== locale),
    kind: 'event',
    jsonLd: eventJsonLd({ page, organizer, origin: deps.origin, url, imageUrl, asked }),
    readable: readableEvent(page, organizer, asked),
  }
}

/** The 1200 × 630 picture that messengers show, where the organizer gave one. */
function pictureUrl(origin: string, { whole }: EventPage): string | null {
  const { picture } = whole.event
  const size = picture?.sizes.find(candidate => candidate.width === 1200) ?? picture?.sizes.at(-1)
  return picture && size ? `${origin}/v1/files/${formatId('fil', picture.fileId)}/${size.name}` : null
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
    otherLocales: [],
    kind: 'profile',
    readable: readableOrganizer(organizer),
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
