import type { FastifyInstance } from 'fastify'
import type { EventCard, Listings } from '../modules/catalog/listings/public.ts'
import { escapeText } from './page-head.ts'

/** A sitemap may hold 50,000 addresses; ours is read by machines that come again. */
const MOST_EVENTS = 20_000
const PAGE = 100
/** Crawlers ask often and nothing in it is urgent. */
const FRESH_MS = 10 * 60_000

export type RobotDeps = { listings: Pick<Listings, 'search'>; origin: string }

/** What robots are told: where they may go, and what there is to be found. */
export function robotRoutes(app: FastifyInstance, deps: RobotDeps): void {
  const options = { config: { page: true }, schema: { hide: true } }
  let kept: { at: number; map: Promise<string> } | null = null
  app.get('/robots.txt', options, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=3600').send(robots(deps.origin)),
  )
  app.get('/sitemap.xml', options, async (_request, reply) => {
    const now = performance.now()
    if (!kept || now - kept.at > FRESH_MS) {
      const map = siteMap(deps)
      kept = { at: now, map }
      map.catch(() => {
        kept = null
      })
    }
    return reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=600')
      .send(await kept.map)
  })
}

/** Orders and checkouts are nobody's business. The API stays open: engines that run scripts read the pages through it. */
function robots(origin: string): string {
  const closed = ['/console/', '/checkin/', '/checkout', '/orders/', '/find-orders', '/mailbox']
  return ['User-agent: *', ...closed.map(path => `Disallow: ${path}`), '', `Sitemap: ${origin}/sitemap.xml`, ''].join(
    '\n',
  )
}

async function siteMap({ listings, origin }: RobotDeps): Promise<string> {
  const cards = await everyCard(listings)
  const organizers = new Set(cards.map(card => card.organizerSlug))
  const addresses = [
    '/',
    ...[...organizers].map(slug => `/o/${encodeURIComponent(slug)}`),
    ...cards.map(card => `/e/${encodeURIComponent(card.slug)}`),
  ]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...addresses.map(address => `  <url><loc>${escapeText(origin + address)}</loc></url>`),
    '</urlset>',
    '',
  ].join('\n')
}

/** All that is still to come, page by page. */
async function everyCard(listings: RobotDeps['listings']): Promise<EventCard[]> {
  const cards: EventCard[] = []
  for (let cursor: string | undefined; cards.length < MOST_EVENTS; ) {
    const page = await listings.search({ time: 'upcoming', sort: 'date', limit: PAGE, ...(cursor ? { cursor } : {}) })
    cards.push(...page.cards)
    if (!page.nextCursor) break
    cursor = page.nextCursor
  }
  return cards
}
