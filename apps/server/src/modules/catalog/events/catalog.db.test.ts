import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeEvent, makeOrganizer, wireCatalog } from '../testing/catalog.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

test('what is for sale is read with dates, products, variants and money intact', async () => {
  const organizerId = await makeOrganizer(database.db)
  const saleEndsAt = new Date('2031-05-01T10:00:00Z')
  const made = await makeEvent(database.db, organizerId, {
    fee: { fixedMinor: 50n, ppm: 10_000, payer: 'buyer' },
    products: [
      {
        priceMinor: 9_007_199_254n,
        dates: [0],
        saleEndsAt,
        tax: { code: 'vat', label: { en: 'VAT', de: 'USt.' }, ratePpm: 70_000 },
      },
      {
        kind: 'merchandise',
        name: { en: 'T-shirt' },
        variants: [{ name: { en: 'S' } }, { name: { en: 'L' }, priceMinor: 3_000n }],
      },
    ],
  })
  const sale = await wireCatalog(database.db).catalog.forSale(organizerId, made.id)
  expect(sale?.event).toMatchObject({
    id: made.id,
    organizerId,
    state: 'published',
    feeFixedMinor: 50n,
    feePpm: 10_000,
    feePayer: 'buyer',
    currency: 'EUR',
  })
  expect(sale?.products[0]).toMatchObject({
    priceMinor: 9_007_199_254n,
    dateIds: made.dateIds,
    saleEndsAt,
    tax: { code: 'vat', ratePpm: 70_000 },
    variants: [],
  })
  expect(sale?.products[1]?.variants).toMatchObject([
    { id: made.variantIds[1]?.[0], priceMinor: null },
    { id: made.variantIds[1]?.[1], priceMinor: 3_000n },
  ])
})

test('another organizer finds neither the sale nor the head of an event', async () => {
  const [one, two] = [await makeOrganizer(database.db), await makeOrganizer(database.db)]
  const made = await makeEvent(database.db, one)
  const { catalog } = wireCatalog(database.db)
  expect(await catalog.forSale(two, made.id)).toBeNull()
  expect((await database.db.tenant(two, tx => catalog.heads(tx, [made.id]))).size).toBe(0)
  expect((await database.db.tenant(one, tx => catalog.heads(tx, [made.id]))).get(made.id)?.title).toEqual({
    en: 'An evening of chamber music',
    de: 'Ein Abend mit Kammermusik',
  })
  await expect(database.db.tenant(two, tx => catalog.bumpCatalogVersion(tx, made.id))).rejects.toMatchObject({
    code: 'events.not_found',
  })
})
