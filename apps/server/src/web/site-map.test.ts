import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import type { EventCard, EventSearch } from '../modules/catalog/listings/public.ts'
import { robotRoutes } from './site-map.ts'

const card = (slug: string) => ({ slug, organizerSlug: 'harbour' }) as EventCard
let app: FastifyInstance | undefined
afterEach(() => app?.close())

async function get(url: string, pages: EventCard[][]) {
  const asked: EventSearch[] = []
  const search = async (wanted: EventSearch) => {
    asked.push(wanted)
    const at = Number(wanted.cursor ?? 0)
    return { cards: pages[at] ?? [], nextCursor: at + 1 < pages.length ? String(at + 1) : null, corrected: false }
  }
  app = fastify()
  robotRoutes(app, { listings: { search }, origin: 'https://tickets.example' })
  return { answer: await app.inject(url), asked, again: () => app!.inject(url) }
}

test('the sitemap lists every event to come and its organizer once, over all pages, and is not made anew for each robot', async () => {
  const { answer, asked, again } = await get('/sitemap.xml', [[card('one'), card('two')], [card('a&b')]])
  const found = Array.from(answer.body.matchAll(/<loc>(.+?)<\/loc>/g), match => match[1])
  expect(found).toEqual(
    ['/', '/o/harbour', '/e/one', '/e/two', '/e/a%26b'].map(path => `https://tickets.example${path}`),
  )
  await again()
  expect(asked).toHaveLength(2)
})

test('robots are kept from orders and checkouts, not from events nor from what their pages are made of', async () => {
  const { answer } = await get('/robots.txt', [])
  expect(answer.body).toContain('Disallow: /orders/')
  expect(answer.body).toContain('Disallow: /checkout')
  expect(answer.body).not.toMatch(/Disallow: [/](v1|e|o|assets)(?:[/]|\s)/)
  expect(answer.body).toContain('Sitemap: https://tickets.example/sitemap.xml')
})
