import { formatId } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeOrganizer } from '../../people/testing/people.ts'
import { type MadeEvent, makeEvent } from '../testing/catalog.ts'
import { type CatalogHttp, catalogHttp } from '../testing/catalog-http.ts'

let database: TestDatabase
let http: CatalogHttp
let made: Record<'opera' | 'market' | 'series' | 'webinar' | 'toronto' | 'draft' | 'past' | 'called', MadeEvent>
let organizer: { id: string; slug: string }
const HOUR = 3_600_000
const DAY = 24 * HOUR
const noon = Math.ceil(Date.now() / DAY) * DAY + 12 * HOUR
const on = (days: number, hours = 2) => ({
  startsAt: new Date(noon + days * DAY),
  endsAt: new Date(noon + days * DAY + hours * HOUR),
})

beforeAll(async () => {
  database = await testDatabase()
  http = await catalogHttp(database.db)
  const { db } = database
  organizer = (await makeOrganizer(http.people, { name: 'Hafenbühne' })).organizer
  const other = (await makeOrganizer(http.people, { name: 'Lakeside Collective', currency: 'CAD' })).organizer.id
  made = {
    opera: await makeEvent(db, organizer.id, {
      title: { en: 'The Magic Flute', de: 'Die Zauberflöte' },
      category: 'theatre',
      dates: [on(3)],
    }),
    market: await makeEvent(db, organizer.id, {
      title: { en: 'Flea market' },
      category: 'food',
      dates: [on(5)],
      products: [{ priceMinor: 0n }],
    }),
    series: await makeEvent(db, organizer.id, {
      title: { en: 'Reading evenings' },
      category: 'literature',
      dates: [on(1), on(40)],
    }),
    webinar: await makeEvent(db, other, {
      title: { en: 'Festival planning online' },
      attendanceMode: 'online',
      venue: null,
      onlineUrl: 'https://stream.example.org/secret-room',
      dates: [on(7)],
    }),
    toronto: await makeEvent(db, other, {
      title: { en: 'Festival on the lake' },
      category: 'festival',
      currency: 'CAD',
      timezone: 'America/Toronto',
      dates: [on(10)],
      venue: {
        name: 'Pier 9',
        city: 'Toronto',
        country: 'CA',
      },
    }),
    draft: await makeEvent(db, organizer.id, { title: { en: 'Unheard of' }, state: 'draft' }),
    past: await makeEvent(db, organizer.id, { title: { en: 'Long ago' }, dates: [on(-30)] }),
    called: await makeEvent(db, organizer.id, { title: { en: 'Called off' }, state: 'cancelled' }),
  }
})
afterAll(async () => {
  await http.app.close()
  await database[Symbol.asyncDispose]()
})

const get = async (query: string) => (await http.app.inject({ url: `/v1/events${query}` })).json()
const found = async (query: string): Promise<string[]> => {
  const { data } = await get(query)
  return data.map(
    (card: { id: string }) => Object.entries(made).find(([, event]) => formatId('evt', event.id) === card.id)?.[0],
  )
}

test('what is to come is listed, the next first; drafts, past and cancelled events are not', async () => {
  expect(await found('')).toEqual(['series', 'opera', 'market', 'webinar', 'toronto'])
  expect(await found('?time=past')).toEqual(['past'])
})

test('pages follow each other without a gap or a repetition', async () => {
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { data: Array<{ id: string }>; next_cursor: string | null } = await get(
      `?limit=2${cursor && `&cursor=${cursor}`}`,
    )
    ids.push(...page.data.map(card => card.id))
    cursor = page.next_cursor
  }
  expect(ids).toEqual((await get('')).data.map((card: { id: string }) => card.id))
  expect((await http.app.inject({ url: '/v1/events?cursor=nonsense' })).statusCode).toBe(400)
})

test('words are found in any language, by their beginnings and without their accents', async () => {
  expect(await found('?q=zauberflote')).toEqual(['opera'])
  expect(await found('?q=magic fl')).toEqual(['opera'])
  expect(await found('?q=hafenbuhne')).toEqual(['series', 'opera', 'market'])
  expect(await found('?q=unheard')).toEqual([])
})

test('by relevance the event that has the word in its title comes before one that only mentions it', async () => {
  const mention = await makeEvent(database.db, organizer.id, {
    title: { en: 'Dinner' },
    summary: { en: 'Before the festival begins.' },
    dates: [on(2)],
  })
  const { data } = await get('?q=festival&sort=relevance')
  expect(data.at(-1).id).toBe(formatId('evt', mention.id))
  expect(data).toHaveLength(3)
  await http.parts.events.cancel(organizer.id, mention.id, 'Only a test', { kind: 'system', id: null, requestId: null })
})

test('a typing error still finds the event and says that it was corrected', async () => {
  const answer = await get('?q=magik flut')
  expect(answer.corrected).toBe(true)
  expect(answer.data[0]).toMatchObject({ id: formatId('evt', made.opera.id) })
  expect((await get('?q=festival')).corrected).toBe(false)
})

test.each(["' | ! & (", "it's <-> :*", '%_\\', '½', '!!!', 'a'.repeat(200)])(
  '%s is searched for as text, whatever it means to the database',
  async text => {
    const answer = await http.app.inject({ url: `/v1/events?q=${encodeURIComponent(text)}` })
    expect(answer.statusCode).toBe(200)
  },
)

test('filters narrow the list: category, city, free, online, organizer', async () => {
  expect(await found('?category=theatre')).toEqual(['opera'])
  expect(await found('?city=hamburg')).toEqual(['series', 'opera', 'market'])
  expect(await found('?free=true')).toEqual(['market'])
  expect(await found('?online=true')).toEqual(['webinar'])
  expect(await found(`?organizer=${organizer.slug}`)).toEqual(['series', 'opera', 'market'])
  expect(await found(`?organizer=${organizer.slug}&city=toronto`)).toEqual([])
})

test('a series is found on the days that it takes place, not on those between', async () => {
  const day = (days: number) => new Date(noon + days * DAY).toISOString().slice(0, 10)
  expect(await found(`?from=${day(20)}&to=${day(22)}`)).toEqual([])
  expect(await found(`?from=${day(40)}&to=${day(40)}`)).toEqual(['series'])
  expect(await found(`?from=${day(3)}&to=${day(5)}`)).toEqual(['opera', 'market'])
})

test('facets count what would be found', async () => {
  expect(await get('/facets')).toEqual({
    categories: [
      { value: 'festival', count: 1 },
      { value: 'food', count: 1 },
      { value: 'literature', count: 1 },
      { value: 'music', count: 1 },
      { value: 'theatre', count: 1 },
    ],
    cities: [
      { value: 'Hamburg', count: 3 },
      { value: 'Toronto', count: 1 },
    ],
  })
})

test('a page is found by id and by address, and tells what is for sale but not where the stream is', async () => {
  const byId = await get(`/${formatId('evt', made.webinar.id)}`)
  expect(byId).toEqual(await get(`/${made.webinar.slug}`))
  expect(byId).toMatchObject({
    organizer: { name: 'Lakeside Collective' },
    products: [{ sale_state: 'on_sale', display_price: { amount_minor: '2500', currency: 'EUR' } }],
  })
  expect(JSON.stringify(byId)).not.toContain('secret-room')
})

test('a draft is nowhere: not by id, not by address, not in its calendar, not in its picture', async () => {
  for (const path of ['', '/calendar.ics', '/mosaic/320.svg']) {
    for (const name of [formatId('evt', made.draft.id), made.draft.slug]) {
      expect((await http.app.inject({ url: `/v1/events/${name}${path}` })).statusCode).toBe(404)
    }
  }
})

test('the state of a sale follows its window; hidden products show only through their link', async () => {
  const event = await makeEvent(database.db, organizer.id, {
    dates: [on(60)],
    products: [{ saleStartsAt: new Date(noon + DAY) }, { saleEndsAt: new Date(Date.now() - HOUR) }, { hidden: true }],
  })
  const page = await get(`/${event.slug}`)
  expect(page.products.map((product: { sale_state: string }) => product.sale_state)).toEqual(['not_yet', 'ended'])
  const hidden = formatId('prd', event.productIds[2]!)
  expect((await get(`/${event.slug}?product=${hidden}`)).products.at(-1)).toMatchObject({ id: hidden, hidden: true })
  const called = await get(`/${made.called.slug}`)
  expect(called).toMatchObject({ state: 'cancelled', products: [{ sale_state: 'unavailable' }] })
})

test('the calendar has an entry for each date, on the wall of the place', async () => {
  const answer = await http.app.inject({ url: `/v1/events/${made.toronto.slug}/calendar.ics?locale=de` })
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(answer.body).toContain('BEGIN:VTIMEZONE')
  expect(answer.body).toContain(`UID:${formatId('dat', made.toronto.dateIds[0]!)}@tessera.test`)
  expect(answer.body).toMatch(/DTSTART;TZID=America\/Toronto:/)
})

test('an event without a picture has a mosaic, as a drawing and as a photo for link previews', async () => {
  const svg = await http.app.inject({ url: `/v1/events/${made.opera.slug}/mosaic/640.svg` })
  expect([svg.statusCode, svg.headers['content-type']]).toEqual([200, 'image/svg+xml'])
  expect(svg.headers['content-security-policy']).toContain('sandbox')
  const jpg = await http.app.inject({ url: `/v1/events/${formatId('evt', made.opera.id)}/mosaic/1200.jpg` })
  expect([jpg.statusCode, jpg.headers['content-type'], jpg.rawPayload.subarray(0, 3).toString('hex')]).toEqual([
    200,
    'image/jpeg',
    'ffd8ff',
  ])
  expect((await http.app.inject({ url: `/v1/events/${made.opera.slug}/mosaic/5000.jpg` })).statusCode).toBe(404)
})
