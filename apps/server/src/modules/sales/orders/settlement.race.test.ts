import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barrier } from '../../../platform/testing/barrier.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { addRefundedParts } from './lines.sql.ts'
import { allocate } from './order.ts'
import { selectOrder } from './orders.sql.ts'
import { decideRefund } from './refund.ts'
import { whatIsWrong } from './testing/books.ts'
import { buyer, clerk, type SalesAtWork, salesAtWork, words } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
beforeAll(async () => {
  database = await testDatabase({ poolSize: 20 })
  sales = await salesAtWork(database)
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const settled = (all: PromiseSettledResult<unknown>[]) => ({
  done: all.filter(one => one.status === 'fulfilled').length,
  codes: all.flatMap(one => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])),
})
const count = async (sql: string, values: unknown[]) =>
  Number((await database.asSuperuser<{ n: string }>(`select count(*) as n from ${sql}`, values))[0]!.n)
const atOnce = <T>(times: number, work: (index: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: times }, (_, index) => work(index)))

describe('two confirmations of one payment', () => {
  test('make one settlement, one set of tickets and one entry, in fifty rounds', async () => {
    const sale = await sales.offer(100)
    for (let round = 0; round < 50; round++) {
      const order = await sales.order(sale)
      const payment = await sales.bank.attempt(order)
      await atOnce(3, () => sales.bank.succeed(order.organizerId, payment))
      expect(await count("order_timeline where order_id = $1 and kind = 'paid'", [order.id])).toBe(1)
      expect(await count('tickets where order_id = $1', [order.id])).toBe(1)
      expect(await count('journal_entries where order_id = $1', [order.id])).toBe(1)
      expect(await count("outbox where subject_id = $1 and topic = 'orders.paid'", [order.id])).toBe(1)
    }
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  }, 60_000)

  test('would both pay if they were decided without the lock: the race is real', async () => {
    const sale = await sales.offer(5)
    const order = await sales.order(sale)
    const payment = await sales.bank.attempt(order)
    const both = barrier(2)
    const decisions = await Promise.all(
      [1, 2].map(() =>
        sales.inTenant(order.organizerId, async tx => {
          const decision = allocate((await selectOrder(tx, order.id))!, payment)
          await both()
          return decision
        }),
      ),
    )
    expect(decisions).toEqual(['pays', 'pays'])
  })

  test('without the guard of payments are still settled once: an order knows its payment', async () => {
    const sale = await sales.offer(5)
    const order = await sales.order(sale)
    const payment = await sales.bank.attempt(order)
    await atOnce(4, () => sales.bank.succeed(order.organizerId, payment, { guard: 'none' }))
    expect(await count('journal_entries where order_id = $1', [order.id])).toBe(1)
    expect(await count('refunds where order_id = $1', [order.id])).toBe(0)
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })
})

test('two payments of one order at once: one pays, the other goes back', async () => {
  const sale = await sales.offer(50)
  for (let round = 0; round < 15; round++) {
    const order = await sales.order(sale)
    const payments = [await sales.bank.attempt(order), await sales.bank.attempt(order)]
    await atOnce(2, index => sales.bank.succeed(order.organizerId, payments[index]!))
    expect(await sales.read(order)).toMatchObject({ state: 'paid' })
    expect(await count("refunds where order_id = $1 and cause = 'surplus_payment'", [order.id])).toBe(1)
  }
  expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
})

test('a hold that is submitted many times at once becomes one order', async () => {
  const sale = await sales.offer(20)
  for (let round = 0; round < 10; round++) {
    const { holdId, holdSecret } = await sales.hold(sale)
    const place = (index: number) =>
      sales.orders.place(
        { ...words(holdId, holdSecret), buyer: { name: `B${index % 2}`, email: 'b@example.org' } },
        buyer,
      )
    const { done, codes } = settled(await atOnce(6, place))
    expect(done).toBe(3)
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'inventory.hold_used'))
    expect(await count('orders where hold_id = $1', [holdId])).toBe(1)
  }
  expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
})

describe('the end of the time to pay against the payment', () => {
  test('never leaves an order half ended: it is paid with tickets, or its money is on the way back', async () => {
    const sale = await sales.offer(1)
    const outcomes = new Set<string>()
    for (let round = 0; round < 25; round++) {
      const order = await sales.order(sale)
      const payment = await sales.bank.attempt(order)
      await sales.timePasses(sale.organizerId)
      const rival = () => sales.order(sale).catch(() => null)
      const [, , taken] = await Promise.all([
        sales.bank.succeed(order.organizerId, payment),
        sales.sweep(),
        round % 2 ? rival() : null,
      ])
      const after = await sales.read(order)
      outcomes.add(after.state)
      expect(['paid', 'expired']).toContain(after.state)
      expect(await count('refunds where order_id = $1', [order.id])).toBe(after.state === 'paid' ? 0 : 1)
      expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
      // Makes room for the next round.
      if (after.state === 'paid') {
        const wish = { organizerId: order.organizerId, orderId: order.id, actor: clerk, eventIds: null, reason: null }
        await sales.orders.cancel({ ...wish, by: 'organizer', mayEndPaid: true })
      }
      if (taken) {
        const wish = { organizerId: order.organizerId, orderId: taken.id, actor: clerk, eventIds: null, reason: null }
        await sales.orders.cancel({ ...wish, by: 'organizer', mayEndPaid: true })
      }
    }
    expect(outcomes).toContain('paid')
  }, 60_000)

  test('the last ticket, paid late by many, goes to one; all others have their money back', async () => {
    const sale = await sales.offer(1)
    const late: Array<{ id: string; organizerId: string; payment: string }> = []
    for (let buyers = 0; buyers < 6; buyers++) {
      const order = await sales.order(sale)
      late.push({ ...order, payment: await sales.bank.attempt(order) })
      await sales.timePasses(sale.organizerId)
      await sales.sweep()
    }
    await atOnce(late.length, index => sales.bank.succeed(sale.organizerId, late[index]!.payment))
    const states = await Promise.all(late.map(async order => (await sales.read(order)).state))
    expect(states.filter(state => state === 'paid')).toHaveLength(1)
    expect(await count("refunds where organizer_id = $1 and cause = 'late_payment'", [sale.organizerId])).toBe(5)
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })
})

describe('parallel refunds', () => {
  const wishFor = (order: { id: string; organizerId: string }) => ({
    organizerId: order.organizerId,
    orderId: order.id,
    actor: clerk,
    eventIds: null,
    reason: null,
  })

  test('never promise more than was paid', async () => {
    const sale = await sales.offer(10)
    const order = await sales.sold(sale)
    const wish = [{ lineId: order.lines[0]!.id, amountMinor: 900n }]
    const outcome = settled(await atOnce(12, () => sales.orders.refund({ ...wishFor(order), wish, cancelLines: true })))
    expect(outcome.done).toBe(2)
    expect(new Set(outcome.codes)).toEqual(new Set(['orders.refund_exceeds_rest']))
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('of the same lines free their places once', async () => {
    const sale = await sales.offer(10)
    for (let round = 0; round < 8; round++) {
      const order = await sales.sold(sale, 2)
      const refund = () => sales.orders.refund({ ...wishFor(order), wish: 'all', cancelLines: true })
      const cancel = () => sales.orders.cancel({ ...wishFor(order), by: 'organizer', mayEndPaid: true })
      await atOnce(6, index => (index % 2 ? refund() : cancel()))
      expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
    }
  })

  test('that are decided without the lock run into the checks of the table: the race is real', async () => {
    const sale = await sales.offer(10)
    const order = await sales.sold(sale)
    const three = barrier(3)
    const all = await atOnce(3, () =>
      sales.inTenant(order.organizerId, async tx => {
        const read = (await selectOrder(tx, order.id))!
        await three()
        const decided = decideRefund(read, [{ lineId: read.lines[0]!.id, amountMinor: 900n }], false)
        if (!decided.ok) throw Object.assign(new Error(), { code: decided.reason.code })
        await addRefundedParts(tx, decided.value.refunds)
      }),
    )
    const { done, codes } = settled(all)
    expect(done).toBe(2)
    expect(codes).toEqual(['23514'])
  })
})
