import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { type CatalogParts, makeOrganizer, wireCatalog } from '../testing/catalog.ts'
import { createImports } from './module.ts'
import type { ImportWish } from './public.ts'

let database: TestDatabase
let parts: CatalogParts
beforeAll(async () => {
  database = await testDatabase({ poolSize: 12 })
  parts = wireCatalog(database.db)
})
afterAll(() => database[Symbol.asyncDispose]())

type Row = { id: string; name: string; price?: number; start?: string; city?: string; status?: string; more?: object }
const event = ({
  id,
  name,
  price = 12,
  start = '2031-06-01T19:00:00',
  city = 'Hamburg',
  status = 'EventScheduled',
  more,
}: Row) => ({
  '@context': 'https://schema.org',
  '@type': 'Event',
  '@id': `https://example.org/${id}`,
  name,
  startDate: start,
  eventStatus: `https://schema.org/${status}`,
  location: {
    '@type': 'Place',
    name: 'Halle',
    address: {
      '@type': 'PostalAddress',
      addressLocality: city,
    },
  },
  offers: {
    '@type': 'Offer',
    price,
    priceCurrency: 'EUR',
  },
  ...more,
})
const wishFor = (rows: Row[], more: Partial<ImportWish> = {}): ImportWish => ({
  format: 'schema_org',
  content: JSON.stringify(rows.map(event)),
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  defaultLocale: 'en',
  dryRun: false,
  publish: true,
  ...more,
})
const run = (organizerId: string, rows: Row[], more: Partial<ImportWish> = {}) =>
  parts.imports.run(organizerId, wishFor(rows, more), systemActor)
const listed = (organizer: string) => parts.listings.search({ time: 'any', sort: 'date', limit: 50, organizer })
const A: Row = { id: 'a', name: 'Summer concert' }
const B: Row = { id: 'b', name: 'Poetry slam', price: 0 }

test('the same feed again changes nothing; a changed row changes its one event', async () => {
  const organizerId = await makeOrganizer(database.db, { slug: 'again' })
  expect(await run(organizerId, [A, B])).toMatchObject({ rows: 2, created: 2, published: 2, failed: 0 })
  const before = await database.asSuperuser(
    'select id, version, catalog_version from events where organizer_id = $1 order by id',
    [organizerId],
  )
  expect(await run(organizerId, [B, A])).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
  expect(
    await database.asSuperuser('select id, version, catalog_version from events where organizer_id = $1 order by id', [
      organizerId,
    ]),
  ).toEqual(before)

  const moved = { ...A, name: 'Summer concert, moved', price: 15, start: '2031-06-02T20:00:00', city: 'Kiel' }
  expect(await run(organizerId, [moved, B])).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
  const { cards } = await listed('again')
  expect(cards).toHaveLength(2)
  expect(cards.find(card => card.city === 'Kiel')).toMatchObject({
    slug: 'summer-concert',
    title: { en: 'Summer concert, moved' },
    fromPriceMinor: 1500n,
    firstStartsAt: new Date('2031-06-02T18:00:00Z'),
  })
})

test('a dry run says what would happen and writes nothing at all', async () => {
  const organizerId = await makeOrganizer(database.db, { slug: 'dry' })
  await run(organizerId, [A])
  const counts = () =>
    database.asSuperuser(
      'select (select count(*) from events) e, (select count(*) from outbox) o, (select count(*) from audit_records) a, (select count(*) from event_slugs) s',
    )
  const before = await counts()
  expect(await run(organizerId, [A, B, { ...A, id: 'c' }], { dryRun: true })).toMatchObject({
    dryRun: true,
    rows: 3,
    created: 2,
    updated: 0,
    unchanged: 1,
  })
  expect(await run(organizerId, [{ ...A, name: 'Other' }], { dryRun: true })).toMatchObject({ created: 0, updated: 1 })
  expect(await counts()).toEqual(before)
})

test('a row that fails is undone and reported alone; its neighbours come in', async () => {
  const organizerId = await makeOrganizer(database.db, { slug: 'fails' })
  const afterImport = async (_tx: unknown, _organizer: string, eventId: string) => {
    const made = await parts.events.get(organizerId, eventId).catch(() => null)
    // Only seen from outside once it is committed, so here it must not be.
    if (made) throw new Error('seen too early')
    if (++calls === 2) throw new Error('password=secret')
  }
  let calls = 0
  const imports = createImports({
    db: database.db,
    catalog: parts.catalog,
    events: parts.events,
    products: parts.products,
    afterImport,
  })
  const report = await imports.run(organizerId, wishFor([A, B, { ...A, id: 'c' }]), systemActor)
  expect(report).toMatchObject({ rows: 3, created: 2, failed: 1 })
  expect(report.issues.filter(issue => issue.severity === 'error')).toEqual([
    {
      row: 2,
      severity: 'error',
      code: 'imports.row_failed',
      field: 'row',
      message: 'This row could not be stored',
      externalId: 'https://example.org/b',
    },
  ])
  expect((await listed('fails')).cards.map(card => card.slug).toSorted()).toHaveLength(2)
})

test('two imports of one feed at the same moment make each event once', async () => {
  const organizerId = await makeOrganizer(database.db)
  const rows = Array.from({ length: 30 }, (_, index) => ({ id: `e${index}`, name: `Evening ${index % 3}` }))
  const reports = await Promise.all([
    run(organizerId, rows),
    run(organizerId, rows),
    run(organizerId, rows.toReversed()),
  ])
  expect(reports.map(report => `${report.created}+${report.unchanged}`).toSorted()).toEqual(['0+30', '0+30', '30+0'])
  expect(reports.map(report => report.failed)).toEqual([0, 0, 0])
})

test('drafts stay drafts, what is called off is shown as called off, what is postponed waits', async () => {
  const organizerId = await makeOrganizer(database.db, { slug: 'states' })
  expect(await run(organizerId, [A], { publish: false })).toMatchObject({ created: 1, published: 0 })
  expect((await listed('states')).cards).toEqual([])
  const report = await run(organizerId, [
    { ...B, status: 'EventCancelled' },
    { ...B, id: 'c', status: 'EventPostponed' },
  ])
  expect(report).toMatchObject({ created: 2, published: 1 })
  expect(report.issues.find(issue => issue.code === 'imports.not_published')).toMatchObject({ row: 2, field: 'status' })
  const states = await database.asSuperuser(
    'select external_id, state from events where organizer_id = $1 order by 1',
    [organizerId],
  )
  expect(states.map(row => Object.values(row as object)[1])).toEqual(['draft', 'cancelled', 'draft'])
})

test('another organizer with the same feed gets events of its own', async () => {
  const [one, two] = [await makeOrganizer(database.db), await makeOrganizer(database.db)]
  await run(one, [A])
  expect(await run(two, [A])).toMatchObject({ created: 1, unchanged: 0 })
})

test('CSV and iCalendar come in by the same way', async () => {
  const organizerId = await makeOrganizer(database.db)
  const csv =
    'id,title,start,price,currency,city,venue\n1,Evening,2031-06-01 19:00,12.50,EUR,Kiel,Halle\n2,,2031-06-01 19:00,1,EUR,Kiel,Halle\n'
  const report = await run(organizerId, [], { format: 'csv', content: csv })
  expect(report).toMatchObject({ rows: 2, created: 1, failed: 1 })
  expect(report.issues.find(issue => issue.severity === 'error')).toMatchObject({
    row: 3,
    code: 'imports.title_missing',
  })
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:x',
    'BEGIN:VEVENT',
    'UID:abc@example.org',
    'DTSTAMP:20310101T000000Z',
    'DTSTART:20310601T170000Z',
    'DTEND:20310601T190000Z',
    'SUMMARY:Walk',
    'LOCATION:Harbour',
    'URL:https://example.org/walk',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
  expect(await run(organizerId, [], { format: 'icalendar', content: lines.join('\r\n') })).toMatchObject({
    rows: 1,
    created: 1,
    published: 1,
    failed: 0,
  })
})
