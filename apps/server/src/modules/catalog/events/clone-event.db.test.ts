import { toLocalDateTime, wallToInstant } from '@tessera/kernel/local-dates'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeEvent, makeOrganizer, wireCatalog } from '../testing/catalog.ts'
import type { EventCloneMapping } from './public.ts'

const BERLIN = 'Europe/Berlin'
const wall = (text: string) => wallToInstant(text, BERLIN)!
const local = (instant: Date | null) => instant && toLocalDateTime(instant, BERLIN)

let database: TestDatabase
let organizerId: string
beforeAll(async () => {
  database = await testDatabase()
  organizerId = await makeOrganizer(database.db)
})
afterAll(() => database[Symbol.asyncDispose]())

/** Two evenings before the clocks go forward on 30 March 2031. */
const original = () =>
  makeEvent(database.db, organizerId, {
    dates: [
      {
        startsAt: wall('2031-03-21T19:30'),
        endsAt: wall('2031-03-21T22:00'),
        doorsAt: wall('2031-03-21T19:00'),
        label: { en: 'First' },
      },
      { startsAt: wall('2031-03-22T19:30'), endsAt: wall('2031-03-22T22:00') },
    ],
    products: [
      {
        saleStartsAt: wall('2031-03-01T09:00'),
        saleEndsAt: wall('2031-03-22T18:00'),
        variants: [{ name: { en: 'Front' } }, { name: { en: 'Back' }, priceMinor: 900n }],
      },
      { name: { en: 'Second evening' }, dates: [1] },
    ],
  })

test('every date field moves by local days: an evening stays at 19:30 across the change of clocks', async () => {
  const made = await original()
  const parts = wireCatalog(database.db)
  const clone = await parts.events.clone(
    organizerId,
    made.id,
    { shiftDays: 14, parts: new Set(['products']) },
    systemActor,
  )
  expect(clone.state).toBe('draft')
  expect(clone.dates.map(date => [local(date.doorsAt), local(date.startsAt), local(date.endsAt)])).toEqual([
    ['2031-04-04T19:00:00', '2031-04-04T19:30:00', '2031-04-04T22:00:00'],
    [null, '2031-04-05T19:30:00', '2031-04-05T22:00:00'],
  ])
  const products = await parts.products.list(organizerId, clone.id)
  expect([local(products[0]!.saleStartsAt), local(products[0]!.saleEndsAt)]).toEqual([
    '2031-03-15T09:00:00',
    '2031-04-05T18:00:00',
  ])
  expect(products[0]!.variants.map(variant => [variant.name, variant.priceMinor])).toEqual([
    [{ en: 'Front' }, null],
    [{ en: 'Back' }, 900n],
  ])
  expect(products[1]!.dateIds).toEqual([clone.dates[1]!.id])
})

test('a new first start moves the days and takes its own hour; the sale moves by days alone', async () => {
  const made = await original()
  const parts = wireCatalog(database.db)
  const firstStartsAt = wall('2031-04-18T20:00')
  const clone = await parts.events.clone(
    organizerId,
    made.id,
    { firstStartsAt, parts: new Set(['products']) },
    systemActor,
  )
  expect(clone.dates.map(date => local(date.startsAt))).toEqual(['2031-04-18T20:00:00', '2031-04-19T20:00:00'])
  expect(local((await parts.products.list(organizerId, clone.id))[0]!.saleStartsAt)).toBe('2031-03-29T09:00:00')
})

test('what other modules keep is copied in the same transaction, with the new ids of everything', async () => {
  const made = await original()
  const seen: EventCloneMapping[] = []
  const copy = async (_tx: unknown, _from: string, _to: string, mapping: EventCloneMapping) => void seen.push(mapping)
  const parts = wireCatalog(database.db, {}, [{ copy }])
  const clone = await parts.events.clone(
    organizerId,
    made.id,
    { shiftDays: 7, parts: new Set(['products', 'pools']) },
    systemActor,
  )
  const products = await parts.products.list(organizerId, clone.id)
  expect([...seen[0]!.dates]).toEqual(made.dateIds.map((id, index) => [id, clone.dates[index]!.id]))
  expect([...seen[0]!.products]).toEqual(made.productIds.map((id, index) => [id, products[index]!.id]))
  expect([...seen[0]!.variants.values()]).toEqual(products[0]!.variants.map(variant => variant.id))

  const failing = wireCatalog(database.db, {}, [{ copy: () => Promise.reject(new Error('no')) }])
  const before = await database.asSuperuser('select count(*) from events')
  await expect(
    failing.events.clone(organizerId, made.id, { shiftDays: 7, parts: new Set() }, systemActor),
  ).rejects.toThrow('no')
  expect(await database.asSuperuser('select count(*) from events')).toEqual(before)
})

test('without products nothing that names them comes along', async () => {
  const made = await original()
  const parts = wireCatalog(database.db)
  const question = {
    askedOf: 'attendee',
    label: { en: 'Size?' },
    kind: 'text',
    required: false,
    productIds: [made.productIds[0]!],
  } as const
  await parts.products.createQuestion(
    organizerId,
    made.id,
    { ...question, productIds: [...question.productIds] },
    systemActor,
  )
  const clone = await parts.events.clone(
    organizerId,
    made.id,
    { shiftDays: 7, parts: new Set(['questions']) },
    systemActor,
  )
  expect(await parts.products.list(organizerId, clone.id)).toEqual([])
  expect(await parts.products.listQuestions(organizerId, clone.id)).toEqual([])
})
