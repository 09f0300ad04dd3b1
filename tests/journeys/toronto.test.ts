import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Event, Pool, Product } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { openDoor } from '../world/door.ts'
import { daysFromNow } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

const shared = process.env.TESSERA_SHARED ?? path.resolve(import.meta.dirname, '../../../shared')
const feed = path.join(shared, 'data/events-toronto/events.jsonld')

/** The feed (Open Government Licence – Toronto) is not part of the project; it is named or lies beside it. */
describe.skipIf(!existsSync(feed))('the real events of a city', () => {
  let world: World
  let boss: Organiser

  beforeAll(async () => {
    world = await startWorld()
    boss = await signUpOrganizer(world, 'City of Toronto')
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  test('all 1,727 come in, and each loss is explained', async () => {
    const report = await world.app.importFeed(boss.organizer.slug, {
      format: 'schema_org',
      content: readFileSync(feed, 'utf8'),
      timezone: 'America/Toronto',
      publish: false,
      dryRun: false,
    })
    expect(report).toMatchObject({ rows: 1727, created: 1727, failed: 0 })
    expect(report.issues.every(issue => issue.code && issue.message)).toBe(true)
    await world.settle()
    await world.audit()
  })

  test('one of them is given a price and seats, published, sold, paid and scanned', async () => {
    const { data } = await boss.client.get<{ data: Event[] }>(`${boss.path}/events?state=draft`)
    const imported = data[0]!
    const at = `${boss.path}/events/${imported.id}`
    // The feed is of one autumn: to be sold in every other year, the event is put off.
    const [date] = imported.dates
    const moved = { starts_at: daysFromNow(20), ends_at: daysFromNow(20.1), doors_at: null }
    await boss.client.patch(`${at}/dates/${date!.id}`, date!.version, moved)
    const product = await boss.client.post<Product>(`${at}/products`, {
      kind: 'admission',
      name: { en: 'Visitor' },
      price_minor: '1800',
    })
    await boss.client.post<Pool>(`${at}/pools`, {
      name: 'Visitors',
      capacity: 40,
      draws: [{ product_id: product.id }],
    })
    const event = await boss.client.post<Event>(`${at}/publish`)
    expect(event.source_url ?? event.external_id).toBeTruthy()
    const order = await new Buyer(world).buys(event.id, [
      { product_id: product.id, quantity: 2, date_id: event.dates.length > 1 ? event.dates[0]!.id : null },
    ])
    expect(await order.now()).toMatchObject({
      state: 'paid',
      total: { amount_minor: '3600', currency: imported.currency },
    })
    const door = await openDoor(world, boss, at)
    const [code = ''] = await order.codes()
    expect((await door.scan(code)).result).toBe('accepted')
    await world.audit()
  })
})
