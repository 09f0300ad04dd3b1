import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandboxFactory } from '../../../adapters/payments/sandbox/sandbox-factory.ts'
import { dataKeyStore } from '../../../platform/crypto/data-keys.sql.ts'
import { createEnvelope } from '../../../platform/crypto/envelope.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createPayments } from '../payments/module.ts'
import { type SandboxBank, startSandboxBank } from '../payments/testing/sandbox-bank.ts'
import type { OrdersModule } from './facade.ts'
import { createOrders } from './module.ts'
import type { Order } from './public.ts'
import { whatIsWrong } from './testing/books.ts'
import { buyer, clerk, type SaleOnOffer, type SalesAtWork, salesAtWork, words } from './testing/sales-at-work.ts'

let database: TestDatabase
let bank: SandboxBank
let sales: SalesAtWork
let payments: ReturnType<typeof createPayments>
let orders: OrdersModule
beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase({ poolSize: 16 }), startSandboxBank()])
  sales = await salesAtWork(database)
  payments = createPayments({
    db: database.db,
    gateways: [sandboxFactory(bank.baseUrl, { timeoutMs: 2_000 })],
    envelope: createEnvelope({ masterKeys: [{ id: 'test', key: randomBytes(32) }], ...dataKeyStore(database.db) }),
    settlement: () => orders.settlement,
    organizers: { ids: async () => [], get: async id => ({ id, name: 'Kulturhaus' }) as never },
    origin: 'http://127.0.0.1:9',
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
  })
  orders = createOrders({ ...sales.deps, sales: { ...sales.deps.sales, payments } })
})
afterAll(async () => {
  await bank.stop()
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const offer = async (capacity: number): Promise<SaleOnOffer> => {
  const sale = await sales.offer(capacity)
  await payments.ensureSandboxAccount(sale.organizerId)
  return sale
}
async function started(sale: SaleOnOffer): Promise<{ order: Order; paymentId: string; reference: string }> {
  const { holdId, holdSecret } = await sales.hold(sale)
  const { order } = await orders.place(words(holdId, holdSecret), buyer)
  const { id, reference, next } = await orders.pay(order, { gateway: 'sandbox', returnPath: null })
  expect(next).toMatchObject({ kind: 'redirect' })
  return { order, paymentId: id, reference: reference! }
}
/** What the bank says of a payment, arriving as a webhook, in several copies. */
const webhooks = async (sale: SaleOnOffer, reference: string, copies: number) => {
  const messages = await bank.messages(reference)
  const all = Array.from({ length: copies }, () => messages).flat()
  return all.map(
    ({ rawBody, headers }) =>
      () =>
        payments.receiveWebhook({ organizerId: sale.organizerId, gateway: 'sandbox', rawBody, headers }),
  )
}
const entries = async (orderId: string) =>
  (
    await database.asSuperuser<{ kind: string }>('select kind from journal_entries where order_id = $1 order by at', [
      orderId,
    ])
  ).map(entry => entry.kind)
const tickets = (orderId: string) => database.asSuperuser('select 1 from tickets where order_id = $1', [orderId])

describe('at the real bank', () => {
  test('the browser that returns and three copies of the webhook settle an order once, round after round', async () => {
    const sale = await offer(100)
    for (let round = 0; round < 25; round++) {
      const { order, paymentId, reference } = await started(sale)
      await bank.buyer(reference, 'pay')
      const hooks = await webhooks(sale, reference, 3)
      await Promise.all([...hooks.map(hook => hook()), orders.check(order, paymentId), orders.check(order, paymentId)])
      await payments.settled()
      expect(await sales.read(order)).toMatchObject({ state: 'paid', paymentId })
      expect(await entries(order.id)).toEqual(['sale'])
      expect(await tickets(order.id)).toHaveLength(1)
    }
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  }, 90_000)

  test('money that comes when the last ticket has gone to somebody else is given back by the bank', async () => {
    const sale = await offer(1)
    const slow = await started(sale)
    await sales.timePasses(sale.organizerId)
    const quick = await started(sale)
    await bank.buyer(quick.reference, 'pay')
    await orders.check(quick.order, quick.paymentId)
    await bank.buyer(slow.reference, 'pay')
    await orders.check(slow.order, slow.paymentId)
    expect(await sales.read(slow.order)).toMatchObject({ state: 'expired', paidAt: null })
    const { refunds } = await sales.inTenant(sale.organizerId, tx => payments.ofOrder(tx, slow.order.id))
    expect(refunds).toMatchObject([{ cause: 'late_payment', state: 'created' }])
    for (const _ of [1, 2]) await payments.executeRefund(sale.organizerId, refunds[0]!.id)
    expect(await entries(slow.order.id)).toEqual(['unallocated_payment', 'refund', 'refund_settled'])
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('a refund is the order’s when the bank has paid it, also under many at once', async () => {
    const sale = await offer(5)
    const { order, paymentId, reference } = await started(sale)
    await bank.buyer(reference, 'pay')
    await orders.check(order, paymentId)
    const wish = { organizerId: sale.organizerId, orderId: order.id, actor: clerk, eventIds: null, reason: null }
    const part = [{ lineId: order.lines[0]!.id, amountMinor: 1_000n }]
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => orders.refund({ ...wish, wish: part, cancelLines: false })),
    )
    expect(asked.filter(one => one.status === 'fulfilled')).toHaveLength(2)
    await orders.refund({ ...wish, wish: 'all', cancelLines: true })
    const { refunds } = await sales.inTenant(sale.organizerId, tx => payments.ofOrder(tx, order.id))
    await Promise.all(refunds.flatMap(({ id }) => [1, 2].map(() => payments.executeRefund(sale.organizerId, id))))
    expect(await sales.read(order)).toMatchObject({ state: 'refunded', refundedMinor: order.totalMinor })
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })
})
