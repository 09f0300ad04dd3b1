import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createOrders } from './module.ts'
import { whatIsWrong } from './testing/books.ts'
import { buyer, type SaleOnOffer, type SalesAtWork, salesAtWork, words } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
beforeAll(async () => {
  database = await testDatabase({ poolSize: 16 })
  sales = await salesAtWork(database)
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** As many as there are processes: each has lanes of its own. */
const processes = (count: number) => Array.from({ length: count }, () => createOrders(sales.deps))
const holds = (sale: SaleOnOffer, count: number) =>
  Promise.all(Array.from({ length: count }, () => sales.hold(sale, 2)))
const codeOf = (error: unknown) => (error as { code?: string }).code
const settle = async <T>(work: Promise<T>) => work.catch((error: unknown) => codeOf(error) ?? String(error))

describe('orders that come in together', () => {
  test('are each placed once, with their own lines and tickets, whatever process took them', async () => {
    const sale = await sales.offer(200, { products: [{ priceMinor: 0n }] })
    const held = await holds(sale, 40)
    const [one, other] = processes(2)
    // Everybody presses three times, and once another process answers.
    const answers = await Promise.all(
      held.flatMap(({ holdId, holdSecret }) =>
        [one!, one!, other!].map(orders => orders.place(words(holdId, holdSecret), buyer)),
      ),
    )
    expect(answers.filter(answer => !answer.replayed)).toHaveLength(40)
    expect(new Set(answers.map(answer => answer.order.id)).size).toBe(40)
    for (const { view } of answers) {
      expect(view.order.lines).toHaveLength(2)
      expect(view.tickets.map(ticket => ticket.orderLineId)).toEqual(view.order.lines.map(line => line.id))
      expect(view.tickets.every(ticket => ticket.code !== null)).toBe(true)
    }
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('do not pull each other down: one whose time is over is refused alone', async () => {
    const sale = await sales.offer(100)
    const held = await holds(sale, 10)
    await database.asSuperuser("update holds set expires_at = now() - interval '1 second' where id = any ($1)", [
      held.slice(0, 3).map(hold => hold.holdId),
    ])
    const answers = await Promise.all(
      held.map(({ holdId, holdSecret }) => settle(sales.orders.place(words(holdId, holdSecret), buyer))),
    )
    expect(answers.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'inventory.hold_expired'))
    expect(answers.slice(3).every(answer => typeof answer === 'object')).toBe(true)
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('are not placed any more once their event is called off, however closely they follow', async () => {
    const sale = await sales.offer(400)
    const held = await holds(sale, 60)
    const [one, other] = processes(2)
    const place = ({ holdId, holdSecret }: { holdId: string; holdSecret: string }, index: number) =>
      settle((index % 2 ? one! : other!).place(words(holdId, holdSecret), buyer))
    const before = held.slice(0, 30).map(place)
    await database.asSuperuser("update events set state = 'cancelled' where id = $1", [sale.id])
    const after = await Promise.all(held.slice(30).map(place))
    expect(after).toEqual(after.map(() => 'orders.not_on_sale'))
    for (const answer of await Promise.all(before))
      expect(typeof answer === 'object' || answer === 'orders.not_on_sale').toBe(true)
    // Whoever was placed before is there to be closed by the subscriber; nobody was placed after it has looked.
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('are checked again when what is asked has changed between the words and the writing', async () => {
    const sale = await sales.offer(10)
    const { holdId, holdSecret } = await sales.hold(sale)
    // Remembers the catalogue, then it changes behind its back.
    await sales.orders.place(words(...(Object.values(await sales.hold(sale)) as [string, string])), buyer)
    await database.asSuperuser(
      `insert into questions (organizer_id, id, event_id, asked_of, kind, label, required, position)
       values ($1, uuidv7(), $2, 'order', 'text', '{"en": "Your club"}', true, 0)`,
      [sale.organizerId, sale.id],
    )
    await database.asSuperuser('update events set catalog_version = catalog_version + 1 where id = $1', [sale.id])
    expect(await settle(sales.orders.place(words(holdId, holdSecret), buyer))).toBe('orders.invalid_answers')
  })
})
