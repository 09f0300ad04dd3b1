import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Delivered, Subscriber } from '../../../platform/outbox/outbox.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import type { Payment } from '../payments/public.ts'
import { ordersSubscribers } from './module.ts'
import { whatIsWrong } from './testing/books.ts'
import { clerk, type SaleOnOffer, type SalesAtWork, salesAtWork } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
let subscribers: Subscriber[]
beforeAll(async () => {
  database = await testDatabase()
  sales = await salesAtWork(database)
  subscribers = ordersSubscribers(sales.deps)
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const deliver = async (sale: SaleOnOffer, topic: string, payload: object = {}) => {
  const event = { id: 'x', organizerId: sale.organizerId, subjectId: sale.id, at: new Date(0), payload }
  for (const subscriber of subscribers.filter(one => one.topic === topic))
    await subscriber.handle(event as Delivered<never>)
}
const refundsOf = (sale: SaleOnOffer) =>
  database.asSuperuser<{ order_id: string; cause: string }>(
    'select order_id, cause from refunds where organizer_id = $1',
    [sale.organizerId],
  )
const cancelEvent = (sale: SaleOnOffer) =>
  database.asSuperuser("update events set state = 'cancelled' where id = $1", [sale.id])

test('a cancelled event closes the orders that wait for payment, and leaves paid ones to the organizer', async () => {
  const sale = await sales.offer(10)
  const [paid, waiting] = [await sales.sold(sale), await sales.order(sale, 2)]
  await cancelEvent(sale)
  for (const _ of ['once', 'again']) await deliver(sale, 'events.cancelled', { slug: sale.slug })
  expect(await sales.read(waiting)).toMatchObject({ state: 'cancelled', closedReason: 'event_cancelled' })
  expect(await sales.read(paid)).toMatchObject({ state: 'paid' })
  expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
})

describe('refunding a cancelled event', () => {
  test('gives everything that is left back, each order once, however often and wherever it is interrupted', async () => {
    const sale = await sales.offer(20)
    const orders = [await sales.sold(sale), await sales.sold(sale, 2), await sales.sold(sale), await sales.sold(sale)]
    await sales.order(sale)
    const part = [{ lineId: orders[0]!.lines[0]!.id, amountMinor: 500n }]
    const who = { organizerId: sale.organizerId, actor: clerk, eventIds: null, reason: null }
    await sales.orders.refund({ ...who, orderId: orders[0]!.id, wish: part, cancelLines: false })
    await sales.orders.cancel({ ...who, orderId: orders[3]!.id, by: 'organizer', mayEndPaid: true })
    await cancelEvent(sale)
    await sales.orders.refundEvent({ organizerId: sale.organizerId, eventId: sale.id, reason: 'Storm', actor: clerk })

    // The second order cannot be refunded at first: the run dies in the middle and is repeated.
    const { requestRefund } = sales.deps.sales.payments
    const payments = {
      ...sales.deps.sales.payments,
      requestRefund: (async (tx, refund) => {
        if (refund.orderId === orders[1]!.id) throw new Error('killed')
        return requestRefund(tx, refund)
      }) as typeof requestRefund,
    }
    const dying = ordersSubscribers({ ...sales.deps, sales: { ...sales.deps.sales, payments } })
    const event = {
      id: 'x',
      organizerId: sale.organizerId,
      subjectId: sale.id,
      at: new Date(0),
      payload: { after: null },
    }
    const subscriber = dying.find(one => one.topic === 'orders.event_refund_requested')!
    for (const _ of [1, 2]) await expect(subscriber.handle(event as never)).rejects.toThrow('killed')
    expect(await refundsOf(sale)).toHaveLength(2)

    for (const _ of [1, 2]) await deliver(sale, 'orders.event_refund_requested', { after: null })
    const refunds = await refundsOf(sale)
    expect(refunds.map(refund => refund.cause).sort()).toEqual([
      'event_cancelled',
      'event_cancelled',
      'event_cancelled',
      'event_cancelled',
      'organizer',
    ])
    for (const order of orders) {
      const { lines } = await sales.read(order)
      for (const line of lines) expect(line).toMatchObject({ state: 'cancelled', refunded: line.paid })
    }
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('gives back what was being paid when the event was called off, and is booked only afterwards', async () => {
    const sale = await sales.offer(5)
    const order = await sales.order(sale)
    const { organizerId, currency, totalMinor: amountMinor } = order
    const paymentId = await sales.bank.attempt(order)
    await database.asSuperuser("update payments set state = 'succeeded', succeeded_at = now() where id = $1", [
      paymentId,
    ])
    const [decided, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const payment = { id: paymentId, orderId: order.id, organizerId, amountMinor, currency, gateway: 'test' } as Payment
    const settling = sales.inTenant(organizerId, async tx => {
      await sales.orders.settlement.lockOrder(tx, order.id)
      await sales.orders.settlement.paymentSucceeded(tx, payment)
      decided.resolve()
      await mayCommit.promise
    })
    await decided.promise
    await cancelEvent(sale)
    await sales.orders.refundEvent({ organizerId, eventId: sale.id, reason: 'Storm', actor: clerk })
    const refunding = deliver(sale, 'orders.event_refund_requested', { after: null })
    const waits = vi.waitFor(async () => {
      const query = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
      expect(await database.asSuperuser(query)).toHaveLength(1)
    })
    await Promise.race([refunding, waits])
    mayCommit.resolve()
    await Promise.all([settling, refunding])
    expect(await refundsOf(sale)).toEqual([{ order_id: order.id, cause: 'event_cancelled' }])
    expect(await whatIsWrong(database, organizerId)).toEqual([])
  })
})
