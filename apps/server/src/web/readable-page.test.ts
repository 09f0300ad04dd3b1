import { beforeAll, describe, expect, test } from 'vitest'
import type { EventPage } from '../modules/catalog/listings/public.ts'
import type { OrganizerProfile } from '../modules/people/organizers/public.ts'
import { createI18n, type I18n } from '../platform/i18n/i18n.ts'
import { renderHead } from './page-head.ts'
import { createPageHeads } from './page-heads.ts'
import { needsScript } from './readable-page.ts'
import { product, type Shown, shownEvent } from './testing/shown-event.ts'

let i18n: I18n
beforeAll(async () => {
  i18n = await createI18n({ folders: [{ namespace: 'web', folder: new URL('./locales/', import.meta.url) }] })
})

const organizer = {
  name: 'Harbour Lights',
  slug: 'harbour',
  about: { en: 'By the water.' },
  defaultLocale: 'en',
  contactEmail: 'hello@harbour.example',
} as unknown as OrganizerProfile

const card = {
  slug: 'night',
  state: 'published',
  title: { en: 'Night & <Day>', de: 'Nacht und Tag' },
  timezone: 'Europe/Berlin',
  firstStartsAt: new Date('2026-03-14T18:30:00Z'),
  lastEndsAt: new Date('2026-03-14T20:30:00Z'),
  dateCount: 1,
  attendanceMode: 'in_person',
  venueName: 'Speicher 7',
  city: 'Hamburg',
}

function heads(page: EventPage = shownEvent(), search: () => Promise<unknown> = async () => ({ cards: [card] })) {
  return createPageHeads({
    listings: { page: async () => page, search },
    organizers: { get: async () => organizer, bySlug: async () => organizer },
    catalog: { saleOf: () => ({ event: {} }) },
    priceShown: (_event: unknown, _product: unknown, priceMinor: bigint) => priceMinor + 150n,
    i18n,
    origin: 'https://tickets.example',
  } as unknown as Parameters<typeof createPageHeads>[0])
}

const EMPTY = '<html lang="en"><head><title>T</title></head><body><div id="app"></div></body></html>'

async function eventPage(change: Shown = {}, languages?: string): Promise<string> {
  const head = await heads(shownEvent(change)).event('night', languages)
  return renderHead(EMPTY, head!)
}

describe('an event before any script runs', () => {
  test('nothing that an organizer wrote becomes markup', async () => {
    const html = await eventPage({ event: { title: { en: '$& <b> </script><script>alert(1)</script>' } } })
    expect(html).toContain('<h1>$&amp; &lt;b&gt; &lt;/script&gt;')
    expect(html).toContain('<title>$&amp; &lt;b&gt;')
    expect(html).not.toContain('<script>alert')
  })

  test('can be read without scripts: name, place, dates, prices, words, whom to ask', async () => {
    const html = await eventPage()
    const told = ['Speicher 7', 'Saturday, 14 March 2026', 'Seat: €21.50', 'Come early.', 'hello@harbour.example']
    for (const words of told) expect(html).toContain(words)
    expect(html).toMatch(/<noscript><main .*<\/noscript>\s*<\/body>/s)
  })

  test('speaks the language that is asked for where the event has it, else the event’s own', async () => {
    const german = await eventPage({}, 'de-AT, en;q=0.5')
    expect(german).toMatch(
      /<html lang="de"[\s\S]+Nacht und Tag[\s\S]+Samstag, 14\. März 2026[\s\S]+schalte JavaScript ein/,
    )
    expect(german).toMatch(/og:locale" content="de_DE"[\s\S]+og:locale:alternate" content="en_GB"/)
    expect(await eventPage({}, 'fr')).toContain('<html lang="en"')
    const french = await eventPage({ event: { title: { fr: 'Nuit' }, defaultLocale: 'fr' } })
    expect(french).toContain('og:locale" content="fr"')
  })

  test('asks for a product with variants the least that it really costs, and tells what is not to be had', async () => {
    const variants = [
      { name: { en: 'A' }, priceMinor: 900n },
      { name: { en: 'B' }, priceMinor: 1_700n },
    ]
    const html = await eventPage({
      products: [
        product('Stalls', { variants }),
        product('Pit', { variants: variants.slice(0, 1) }),
        product('Box'),
        product('Late', { saleStartsAt: new Date('2026-03-01T09:00:00Z') }),
        product('Early'),
      ],
      saleStates: [
        ['Stalls', 'on_sale'],
        ['Box', 'sold_out'],
        ['Late', 'not_yet'],
        ['Early', 'ended'],
      ],
    })
    for (const words of [
      'Stalls: from €10.50<',
      'Pit: €10.50<',
      'Box: €21.50 (sold out)',
      'Late: €21.50 (on sale from',
    ])
      expect(html).toContain(words)
    expect(html).not.toContain('Early')
  })

  test('that is off says so first, and offers nothing', async () => {
    const cancelled = await eventPage({ event: { state: 'cancelled', cancelReason: 'The <singer> is ill.' } })
    expect(cancelled).toContain('This event is cancelled.')
    expect(cancelled).toContain('The &lt;singer&gt; is ill.')
    expect(cancelled).toContain('<title>Cancelled: Night')
    expect(cancelled).not.toMatch(/Seat: €|To buy tickets/)
    const postponed = (await heads(shownEvent({ event: { state: 'postponed' } })).event('night', undefined))!
    expect(postponed.readable).toContain('This event is postponed.')
    expect(postponed.readable + postponed.description).not.toContain('14 March')
  })
})

describe('the lists before any script runs', () => {
  test('the home tells what is coming up in the reader’s language, each a link', async () => {
    const { title, readable, otherOpenGraphLocales } = await heads().home('de')
    expect(title).toBe('Was ansteht · Tessera')
    expect(readable).toContain(
      '<a href="/e/night">Nacht und Tag</a><br>Samstag, 14. März 2026, 19:30 · Speicher 7, Hamburg',
    )
    expect(otherOpenGraphLocales).toEqual(['en_GB'])
    expect((await heads().home(undefined)).readable).toContain('>Night &amp; &lt;Day&gt;</a>')
  })

  test('the home is there although the listings are not', async () => {
    const head = await heads(undefined, async () => Promise.reject(new Error('no database'))).home('en')
    expect(head.readable).toContain('sitemap.xml')
  })

  test('an organizer’s page names what they have on', async () => {
    const head = await heads().organizer('harbour', 'en')
    expect(head!.readable).toMatch(/By the water\.[\s\S]+href="\/e\/night"/)
  })
})

test('a page that is nothing without scripts says so in the reader’s language', () => {
  expect(needsScript(EMPTY, heads().reader('de'))).toMatch(/<noscript>.*braucht JavaScript.*<\/noscript>\s*<\/body>/)
})
