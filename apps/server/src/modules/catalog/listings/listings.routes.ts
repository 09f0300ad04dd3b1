import type { FastifyInstance } from 'fastify'
import type { CalendarWriter } from '../../../platform/calendar/calendar-writer.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { handled, media, route, Serialized } from '../../../platform/http/route.ts'
import { createLane } from '../../../platform/lanes/lane.ts'
import type { Catalog } from '../events/public.ts'
import type { PriceShown } from '../products/public.ts'
import { eventCalendar } from './event-calendar.ts'
import {
  calendarQuery,
  cardsOut,
  facetsOut,
  facetsQuery,
  hiddenProductOf,
  mosaicParams,
  type PublicOrganizer,
  pageQuery,
  publicEventOut,
  publicParams,
  searchQuery,
  wireCard,
  wirePage,
} from './listings.schemas.ts'
import { createMosaics, MOSAIC_WIDTHS } from './mosaic-picture.ts'
import { type Listings, listingErrors } from './public.ts'

export type ListingRouteDeps = {
  origin: string
  catalog: Pick<Catalog, 'saleOf'>
  organizers: { get(organizerId: string): Promise<PublicOrganizer | null> }
  priceShown: PriceShown
  calendars: CalendarWriter
}

const common = {
  tag: 'Discovery',
  access: { kind: 'public' },
  rate: 'browse',
  idempotency: 'safe',
  method: 'GET',
} as const
/** What changes is seen a few seconds later at most; a rush of readers asks only once in that time. */
const SHORTLY = { 'cache-control': 'public, max-age=5, stale-while-revalidate=30' }

/** What everybody may find and read. */
export function listingsRoutes(app: FastifyInstance, listings: Listings, deps: ListingRouteDeps): void {
  registerSearch(app, listings)
  registerPage(app, listings, deps)
  registerCalendar(app, listings, deps)
  registerMosaic(app, listings)
}

function registerSearch(app: FastifyInstance, listings: Listings) {
  route(app, {
    ...common,
    url: '/v1/events',
    operationId: 'searchEvents',
    summary: 'Find published events',
    query: searchQuery,
    responses: { 200: cardsOut },
    handle: async ({ query }) => {
      const { cards, nextCursor, corrected } = await listings.search(query)
      return { status: 200, body: { data: cards.map(wireCard), next_cursor: nextCursor, corrected }, headers: SHORTLY }
    },
  })
  route(app, {
    ...common,
    url: '/v1/events/facets',
    operationId: 'listEventFacets',
    summary: 'Categories and cities of the events that would be found',
    query: facetsQuery,
    responses: { 200: facetsOut },
    handle: async ({ query }) => ({ status: 200, body: await listings.facets(query), headers: SHORTLY }),
  })
}

type PageWish = { event: string; product: string | undefined }

function registerPage(app: FastifyInstance, listings: Listings, deps: ListingRouteDeps) {
  const answerTo = async ({ event, product }: PageWish) => {
    const page = await listings.page(event, hiddenProductOf(product))
    const organizer = page && (await deps.organizers.get(page.whole.event.organizerId))
    if (!page || !organizer) return null
    const sale = deps.catalog.saleOf(page.whole).event
    const body = wirePage(page, { origin: deps.origin, organizer, sale, priceShown: deps.priceShown })
    return new Serialized<typeof body>(JSON.stringify(publicEventOut.parse(body)))
  }
  // Who asks for one page at the same time gets one answer. It is begun after all of them have asked, so nobody is told of
  // a moment before his own.
  const pages = createLane<PageWish, Awaited<ReturnType<typeof answerTo>>>({
    keyOf: wish => JSON.stringify([wish.event, wish.product]),
    run: async (_key, wishes) => {
      const answer = await answerTo(wishes[0]!)
      return wishes.map(() => answer)
    },
    maxBatch: 2_000,
    maxWaiting: 10_000,
    maxInFlight: 8,
    refuse: () => requestErrors.overloaded({ retryAfterSeconds: 1 }),
    isPoison: () => false,
  })
  route(app, {
    ...common,
    url: '/v1/events/:event',
    operationId: 'getPublicEvent',
    summary: "An event's page, by id or address",
    description: 'An address that the event had before leads to it as well; `slug` is the one it has now.',
    params: publicParams,
    query: pageQuery,
    responses: { 200: publicEventOut },
    errors: [listingErrors.not_found],
    handle: async ({ params, query }) => {
      const body = await pages.submit({ event: params.event, product: query.product })
      if (!body) throw listingErrors.not_found()
      return { status: 200, body, headers: SHORTLY }
    },
  })
}

function registerCalendar(app: FastifyInstance, listings: Listings, deps: ListingRouteDeps) {
  route(app, {
    ...common,
    url: '/v1/events/:event/calendar.ics',
    operationId: 'getEventCalendar',
    summary: 'The dates of an event for a calendar',
    params: publicParams,
    query: calendarQuery,
    responses: { 200: media('text/calendar') },
    errors: [listingErrors.not_found],
    handle: async ({ params, query, reply, header }) => {
      const page = await listings.page(params.event)
      if (!page) throw listingErrors.not_found()
      const { event } = page.whole
      const locale = query.locale ?? header('accept-language')?.slice(0, 2) ?? event.defaultLocale
      void reply
        .headers({ ...SHORTLY, vary: 'Origin, Accept-Language' })
        .header('content-disposition', `attachment; filename="${event.slug}.ics"`)
        .type('text/calendar; charset=utf-8')
        .send(eventCalendar(deps.calendars, event, locale, deps.origin))
      return handled
    },
  })
}

function registerMosaic(app: FastifyInstance, listings: Listings) {
  const mosaics = createMosaics()
  route(app, {
    ...common,
    url: '/v1/events/:event/mosaic/:picture',
    operationId: 'getEventMosaic',
    summary: 'The generated picture of an event',
    description:
      '`{width}.svg` or `{width}.jpg` with 320, 640, 960, 1200 or 1920; 1200 is 630 high for link previews, the others are 16:9.',
    params: mosaicParams,
    responses: { 200: media('image/svg+xml', 'image/jpeg') },
    errors: [listingErrors.not_found],
    handle: async ({ params, reply }) => {
      const card = await listings.card(params.event)
      const [width, format] = params.picture.split('.') as [string, 'svg' | 'jpg']
      const known = MOSAIC_WIDTHS.find(candidate => String(candidate) === width)
      if (!card || !known) throw listingErrors.not_found()
      void reply
        .headers({ 'cache-control': 'public, max-age=86400', 'cross-origin-resource-policy': 'cross-origin' })
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .type(format === 'svg' ? 'image/svg+xml' : 'image/jpeg')
        .send(await mosaics(card.eventId, card.palette, known, format))
      return handled
    },
  })
}
