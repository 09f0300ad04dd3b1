import { newTenantUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertOrder, insertSoldEvent, type SoldEvent } from '../modules/sales/tickets/testing/sold-event.sql.ts'
import { type TestDatabase, testDatabase } from '../platform/testing/test-database.ts'
import { backdateStories } from './backdate-stories.sql.ts'
import { demoContent } from './content/demo-content.ts'

let database: TestDatabase
let event: SoldEvent
beforeAll(async () => {
  database = await testDatabase()
  event = await insertSoldEvent(database.db)
  await database.asSuperuser('update organizers set slug = $1, demo = true where id = $2', [
    demoContent.organizers[0]!.slug,
    event.organizerId,
  ])
})
afterAll(() => database[Symbol.asyncDispose]())

/** An order with a story that was written just now, as the making of the demo leaves it. */
async function soldDaysAgo(days: number): Promise<string> {
  const { organizerId, orderId } = await insertOrder(database.db, event)
  for (const kind of ['placed', 'paid', 'refunded'])
    await database.asSuperuser(
      "insert into order_timeline (organizer_id, id, order_id, kind, actor_kind) values ($1, $2, $3, $4, 'system')",
      [organizerId, newTenantUuid(organizerId), orderId, kind],
    )
  await database.asSuperuser(
    'update orders set placed_at = now() - make_interval(days => $2), paid_at = now() - make_interval(days => $2, secs => -90) where id = $1',
    [orderId, days],
  )
  await database.asSuperuser(
    "insert into mails (organizer_id, id, cause, recipient, template, subject, locale, order_id) values ($1, $2, $3, 'a@example.org', 'order.paid', 's', 'de', $4)",
    [organizerId, newTenantUuid(organizerId), orderId, orderId],
  )
  return orderId
}

/** How many days ago each thing happened, in the sequence of the days. */
async function story(orderId: string): Promise<Array<[string, number]>> {
  const rows = await database.asSuperuser<{ kind: string; days: number }>(
    `select kind, round(extract(epoch from now() - at) / 86400)::int as days from order_timeline where order_id = $1
      union all select 'mail', round(extract(epoch from now() - created_at) / 86400)::int from mails where order_id = $1
      order by days desc, kind`,
    [orderId],
  )
  return rows.map(({ kind, days }) => [kind, days])
}

test('what happened to an order of the demo happened when the order is from, and only once', async () => {
  const [old, fresh] = [await soldDaysAgo(20), await soldDaysAgo(0)]
  for (let round = 0; round < 2; round++) {
    await backdateStories(database.url)
    expect(await story(old)).toEqual([
      ['mail', 20],
      ['paid', 20],
      ['placed', 20],
      ['refunded', 13],
    ])
    expect(await story(fresh)).toEqual(['mail', 'paid', 'placed', 'refunded'].map(kind => [kind, 0]))
  }
})

test('what is not the demo’s own keeps its moments', async () => {
  await database.asSuperuser("update organizers set slug = 'a-real-house' where id = $1", [event.organizerId])
  const order = await soldDaysAgo(20)
  await backdateStories(database.url)
  expect((await story(order)).map(([, days]) => days)).toEqual([0, 0, 0, 0])
})
