import { formatDateTimeRange } from '@tessera/kernel/date-text'
import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import type { Catalog } from '../modules/catalog/events/public.ts'
import type { EventCard, EventPage, Listings } from '../modules/catalog/listings/public.ts'
import type { PriceShown } from '../modules/catalog/products/public.ts'
import type { OrganizerProfile, Organizers } from '../modules/people/organizers/public.ts'
import type { I18n } from '../platform/i18n/i18n.ts'
import { negotiateLocale } from '../platform/i18n/negotiate.ts'
import { createComingUp } from './coming-up.ts'
import { type AskedPrice, eventJsonLd } from './event-json-ld.ts'
import type { PageHead } from './page-head.ts'
import { type Reader, readableEvent, readableHome, readableOrganizer } from './readable-page.ts'
import type { PageHeads } from './serve-apps.ts'

type Deps = {
  listings: Pick<Listings, 'page' | 'search'>
  organizers: Pick<Organizers, 'get' | 'bySlug'>
  catalog: Pick<Catalog, 'saleOf'>
  priceShown: PriceShown
  i18n: Pick<I18n, 't' | 'locales' | 'defaultLocale'>
  origin: string
}

/** What search engines and messengers read of events and organizers, in the language that they ask for where there is one. */
export function createPageHeads(deps: Deps): PageHeads {
  const comingUp = createComingUp(deps.listings)
  return {
    reader: languages => readerOf(deps, negotiateLocale(languages, deps.i18n.locales, deps.i18n.defaultLocale)),
    home: async languages => homeHead(deps, languages, await comingUp(null)),
    robots: { listings: deps.listings, origin: deps.origin },
    event: async (slug, languages) => {
      const page = await deps.listings.page(slug)
      const organizer = page && (await deps.organizers.get(page.whole.event.organizerId))
      return page && organizer ? eventHead(deps, page, organizer, languages) : null
    },
    organizer: async (slug, languages) => {
      const organizer = await deps.organizers.bySlug(slug)
      return organizer ? organizerHead(deps, organizer, languages, await comingUp(organizer.slug)) : null
    },
  }
}

function readerOf({ i18n }: Deps, locale: string): Reader {
  return { locale, t: (key, params) => i18n.t(locale, `web.${key}`, params) }
}

type Spoken = Pick<PageHead, 'locale' | 'openGraphLocale' | 'otherOpenGraphLocales'>

function spoken({ i18n }: Deps, locale: string, all: readonly string[]): Spoken {
  // OpenGraph writes a territory behind each language; our locale files know theirs, people's texts may be in any.
  const openGraph = (each: string) =>
    i18n.locales.includes(each) ? i18n.t(each, 'web.open_graph_locale') : each.replace('-', '_')
  return {
    locale,
    openGraphLocale: openGraph(locale),
    otherOpenGraphLocales: all.filter(other => other !== locale).map(openGraph),
  }
}

function homeHead(deps: Deps, languages: string | undefined, cards: readonly EventCard[]): PageHead {
  const { locales, defaultLocale } = deps.i18n
  const reader = readerOf(deps, negotiateLocale(languages, locales, defaultLocale))
  const url = `${deps.origin}/`
  return {
    ...spoken(deps, reader.locale, locales),
    title: reader.t('home.title'),
    description: reader.t('home.description'),
    url,
    imageUrl: null,
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
    readable: readableHome(cards, reader),
  }
}

function eventHead(deps: Deps, page: EventPage, organizer: OrganizerProfile, languages: string | undefined): PageHead {
  const { event } = page.whole
  const written = Object.keys(event.title)
  const reader = readerOf(deps, negotiateLocale(languages, written, event.defaultLocale))
  const { locale, t } = reader
  const text = (value: Record<string, string>) => translate(value, locale, [event.defaultLocale])
  const url = `${deps.origin}/e/${event.slug}`
  const [first] = event.dates
  const when =
    event.state === 'postponed' || !first
      ? ''
      : formatDateTimeRange(first.startsAt, first.endsAt, { locale, zone: event.timezone })
  const summary = [when, event.venue.name, event.venue.city].filter(Boolean).join(' · ')
  const off = event.state === 'cancelled' || event.state === 'postponed' ? t(`event.${event.state}`) : ''
  const imageUrl = pictureUrl(deps.origin, page) ?? `${deps.origin}/v1/events/${event.slug}/mosaic/1200.jpg`
  const sale = deps.catalog.saleOf(page.whole).event
  const asked: AskedPrice = (product, priceMinor) => deps.priceShown(sale, product, priceMinor)
  return {
    ...spoken(deps, locale, written),
    title: [[off, text(event.title)].filter(Boolean).join(': '), organizer.name].join(' · '),
    description: [off, text(event.summary), summary].filter(Boolean).join(' — ').slice(0, 300),
    url,
    imageUrl,
    kind: 'event',
    jsonLd: eventJsonLd({ page, organizer, origin: deps.origin, url, imageUrl, asked }),
    readable: readableEvent(page, organizer, asked, reader),
  }
}

/** The 1200 × 630 picture that messengers show, where the organizer gave one. */
function pictureUrl(origin: string, { whole }: EventPage): string | null {
  const { picture } = whole.event
  const size = picture?.sizes.find(candidate => candidate.width === 1200) ?? picture?.sizes.at(-1)
  return picture && size ? `${origin}/v1/files/${formatId('fil', picture.fileId)}/${size.name}` : null
}

function organizerHead(
  deps: Deps,
  organizer: OrganizerProfile,
  languages: string | undefined,
  cards: readonly EventCard[],
): PageHead {
  const url = `${deps.origin}/o/${organizer.slug}`
  const written = Object.keys(organizer.about)
  const { defaultLocale } = organizer
  const reader = readerOf(
    deps,
    negotiateLocale(languages, written.length > 0 ? written : [defaultLocale], defaultLocale),
  )
  const description = translate(organizer.about, reader.locale, [defaultLocale]).slice(0, 300)
  return {
    ...spoken(deps, reader.locale, written),
    title: organizer.name,
    description,
    url,
    imageUrl: null,
    kind: 'profile',
    readable: readableOrganizer(organizer, cards, reader),
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
