import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { type CatalogParts, makeOrganizer, wireCatalog } from '../testing/catalog.ts'
import type { ImportWish } from './public.ts'

const projectRoot = fileURLToPath(new URL('../../../../../..', import.meta.url))
const shared = process.env['TESSERA_SHARED'] ?? path.join(projectRoot, '../shared')
const file = path.join(shared, 'data/events-toronto/events.jsonld')
const MINUTE = 60_000

/** Contains information licensed under the Open Government Licence – Toronto; the file is not part of the project. */
describe.skipIf(!existsSync(file))('the real feed of a city', () => {
  let database: TestDatabase
  let parts: CatalogParts
  beforeAll(async () => {
    database = await testDatabase()
    parts = wireCatalog(database.db)
  })
  afterAll(() => database[Symbol.asyncDispose]())

  test('comes in whole, each loss said, and a second time nothing changes', {
    timeout: 3 * MINUTE,
  }, async () => {
    const organizerId = await makeOrganizer(database.db, { currency: 'CAD', timezone: 'America/Toronto' })
    const wish: ImportWish = {
      format: 'schema_org',
      content: readFileSync(file, 'utf8'),
      timezone: 'America/Toronto',
      currency: 'CAD',
      defaultLocale: 'en',
      dryRun: false,
      publish: true,
    }
    const first = await parts.imports.run(organizerId, wish, systemActor)
    expect(first).toMatchObject({ rows: 1727, created: 1727, updated: 0, unchanged: 0, failed: 0 })
    expect(first.issues.every(issue => issue.severity === 'loss' && issue.externalId !== null)).toBe(true)
    const unpublished = first.issues.filter(issue => issue.code === 'imports.not_published')
    expect(first.published + unpublished.length).toBe(1727)
    expect(first.published).toBeGreaterThan(1600)

    const [stored] = await database.asSuperuser<{ events: number; dates: number; products: number; listings: number }>(
      `select (select count(*)::int from events) as events, (select count(*)::int from event_dates) as dates,
              (select count(*)::int from products) as products, (select count(*)::int from listings) as listings`,
    )
    expect(stored).toEqual({ events: 1727, dates: 1727, products: 730 + 857, listings: first.published })

    expect(await parts.imports.run(organizerId, wish, systemActor)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1727,
      failed: 0,
    })
  })
})
