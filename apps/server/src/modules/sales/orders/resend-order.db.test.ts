import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { ordersSubscribers } from './module.ts'
import { type SalesAtWork, salesAtWork, words } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
beforeAll(async () => {
  database = await testDatabase()
  sales = await salesAtWork(database)
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

test('asking for the orders of an address does the same whether it has any; one mail goes to those that have', async () => {
  const { organizerId, ...sale } = await sales.offer(5)
  await sales.sold({ organizerId, ...sale })
  const emitted = (topic: string) =>
    database.asSuperuser<{ payload: { order_ids: string[]; sealed_address: string } }>(
      'select payload from outbox where organizer_id = $1 and topic = $2 order by id',
      [organizerId, topic],
    )
  const { email } = words('', '').buyer
  for (const asked of [email.toUpperCase(), 'nobody@example.org', email])
    await sales.orders.requestLinks({ email: asked, organizerId, eventId: sale.id })

  // Nothing was looked up so far: each was written down alike, so that no clock can tell them apart.
  expect(await emitted('orders.links_requested')).toEqual([])
  const requests = await emitted('orders.lookup_requested')
  const shapes = requests.map(({ payload }) => Object.keys(payload).join())
  expect(shapes).toEqual(['event_id,sealed_address', 'event_id,sealed_address', 'event_id,sealed_address'])

  const [find] = ordersSubscribers(sales.deps).filter(({ topic }) => topic === 'orders.lookup_requested')
  for (const event of requests) await find!.handle({ ...event, organizerId } as never)
  expect((await emitted('orders.links_requested')).map(({ payload }) => payload.order_ids.length)).toEqual([1])
})
