import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { latePaymentReturned, type Order, orderExpired, orderPlaced } from './public.ts'
import { whatIsWrong } from './testing/books.ts'
import { buyer, clerk, type SaleOnOffer, type SalesAtWork, salesAtWork } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
const touched = new Set<string>()
beforeAll(async () => {
  database = await testDatabase()
  sales = await salesAtWork(database)
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
afterEach(async () => {
  for (const organizerId of touched) expect(await whatIsWrong(database, organizerId)).toEqual([])
  touched.clear()
})

const offer = async (...given: Parameters<SalesAtWork['offer']>): Promise<SaleOnOffer> => {
  const sale = await sales.offer(...given)
  touched.add(sale.organizerId)
  return sale
}
const taken = async (sale: SaleOnOffer) =>
  (
    await database.asSuperuser<{ taken: number }>('select taken from pool_counters where pool_id = $1', [sale.poolId])
  )[0]!.taken
const ticketsOf = (order: Order) =>
  sales.inTenant(order.organizerId, tx => sales.deps.sales.tickets.ofOrder(tx, order.id))
const moneyOf = (order: Order) => sales.inTenant(order.organizerId, tx => sales.bank.payments.ofOrder(tx, order.id))
const story = async (order: Order) =>
  (
    await database.asSuperuser<{ kind: string }>(
      'select kind from order_timeline where order_id = $1 order by at, id',
      [order.id],
    )
  ).map(entry => entry.kind)
const told = async (order: Order) =>
  (
    await database.asSuperuser<{ topic: string }>('select topic from outbox where subject_id = $1 order by id', [
      order.id,
    ])
  ).map(event => event.topic)
const records = (order: Order) =>
  database.asSuperuser('select action, reason from audit_records where subject_id = $1 order by seq', [order.id])
const organizer = (order: Order) => ({
  organizerId: order.organizerId,
  orderId: order.id,
  actor: clerk,
  eventIds: null,
  reason: null,
})
const pay = async (order: Order) => {
  const payment = await sales.bank.attempt(order)
  await sales.bank.succeed(order.organizerId, payment)
  return payment
}

describe('money that comes', () => {
  test('twice for one payment settles it once', async () => {
    const sale = await offer(5)
    const order = await sales.order(sale)
    const payment = await pay(order)
    await sales.bank.succeed(order.organizerId, payment)
    expect(await story(order)).toEqual(['placed', 'paid'])
    expect(await ticketsOf(order)).toHaveLength(1)
  })

  test('by a second payment goes back, all of it, and the order stays as it is', async () => {
    const sale = await offer(5)
    const order = await sales.sold(sale)
    const second = await pay(order)
    const { refunds } = await moneyOf(order)
    expect(refunds).toMatchObject([{ paymentId: second, amountMinor: order.totalMinor, cause: 'surplus_payment' }])
    expect(await told(order)).toContain('orders.surplus_payment_returned')
    await sales.bank.settleRefund(order.organizerId, refunds[0]!.id, 'succeeded')
    expect(await sales.read(order)).toMatchObject({ state: 'paid', paymentId: order.paymentId, refundedMinor: 0n })
  })

  test('late finds the order expired and pays it while the tickets are still there', async () => {
    const sale = await offer(1)
    const order = await sales.order(sale)
    await sales.timePasses(sale.organizerId)
    await sales.sweep()
    expect(await sales.read(order)).toMatchObject({ state: 'expired', closedReason: 'unpaid' })
    expect(await taken(sale)).toBe(0)
    await pay(order)
    expect(await sales.read(order)).toMatchObject({ state: 'paid', closedAt: null })
    expect(await taken(sale)).toBe(1)
    expect(await ticketsOf(order)).toHaveLength(1)
  })

  test('late, but before anybody swept, pays from what is still kept', async () => {
    const sale = await offer(1)
    const order = await sales.order(sale)
    await sales.timePasses(sale.organizerId)
    await pay(order)
    expect(await sales.read(order)).toMatchObject({ state: 'paid' })
  })

  test('too late goes back: somebody else has the last ticket', async () => {
    const sale = await offer(1)
    const order = await sales.order(sale)
    await sales.timePasses(sale.organizerId)
    const other = await sales.sold(sale)
    const payment = await pay(order)
    expect(await sales.read(order)).toMatchObject({ state: 'expired', paidAt: null })
    expect(await ticketsOf(order)).toEqual([])
    expect(await sales.read(other)).toMatchObject({ state: 'paid' })
    expect((await moneyOf(order)).refunds).toMatchObject([{ paymentId: payment, cause: 'late_payment', lines: [] }])
    expect(await told(order)).toEqual([orderPlaced.topic, orderExpired.topic, latePaymentReturned.topic])
  })

  test('late does not yield to a hold that has expired itself, swept or not', async () => {
    const sale = await offer(1)
    const order = await sales.order(sale)
    await sales.timePasses(sale.organizerId)
    await sales.sweep()
    await sales.hold(sale)
    await sales.timePasses(sale.organizerId)
    await pay(order)
    expect(await sales.read(order)).toMatchObject({ state: 'paid' })
  })

  test('late for an event that was cancelled goes back although there is room', async () => {
    const sale = await offer(1)
    const order = await sales.order(sale)
    await sales.timePasses(sale.organizerId)
    await sales.sweep()
    await database.asSuperuser("update events set state = 'cancelled' where id = $1", [sale.id])
    await pay(order)
    expect(await sales.read(order)).toMatchObject({ state: 'expired' })
    expect((await moneyOf(order)).refunds).toMatchObject([{ cause: 'late_payment' }])
  })

  test('for a cancelled order goes back', async () => {
    const sale = await offer(1)
    const order = await sales.order(sale)
    const payment = await sales.bank.attempt(order)
    const wish = { ...organizer(order), actor: buyer, by: 'buyer', mayEndPaid: false } as const
    expect(await sales.orders.cancel(wish)).toMatchObject({ state: 'cancelled', closedReason: 'cancelled_by_buyer' })
    expect(await taken(sale)).toBe(0)
    await sales.bank.succeed(order.organizerId, payment)
    expect((await moneyOf(order)).refunds).toMatchObject([{ cause: 'late_payment', amountMinor: order.totalMinor }])
  })

  test('is not what the order costs pays nothing, whoever let it pass', async () => {
    const order = await sales.order(await offer(5))
    for (const wrong of ['amount_minor = amount_minor - 1', "currency = 'CHF'"]) {
      const payment = await sales.bank.attempt(order)
      await database.asSuperuser(`update payments set ${wrong} where id = $1`, [payment])
      await expect(sales.bank.succeed(order.organizerId, payment)).rejects.toThrow('is not over what order')
    }
    expect(await sales.read(order)).toMatchObject({ state: 'awaiting_payment', paymentId: null })
  })

  test('not leaves the order waiting, and another attempt may pay it', async () => {
    const sale = await offer(1)
    const order = await sales.order(sale)
    await sales.bank.fail(order.organizerId, await sales.bank.attempt(order))
    expect(await sales.read(order)).toMatchObject({ state: 'awaiting_payment' })
    await pay(order)
    expect(await story(order)).toEqual(['placed', 'payment_failed', 'paid'])
  })
})

describe('a refund', () => {
  const taxed = {
    fee: { fixedMinor: 99n, ppm: 30_000, payer: 'buyer' as const },
    products: [{ priceMinor: 1_999n, tax: { code: 'DE-07', label: {}, ratePpm: 70_000 } }],
  }

  test('is owed when it is asked for and given when the gateway has paid', async () => {
    const sale = await offer(5, taxed)
    const order = await sales.sold(sale, 2)
    const all = { ...organizer(order), wish: 'all', cancelLines: true } as const
    expect(await sales.orders.refund(all)).toMatchObject({ state: 'paid', refundedMinor: 0n })
    expect((await ticketsOf(order)).map(ticket => ticket.state)).toEqual(['void', 'void'])
    expect(await taken(sale)).toBe(0)
    await expect(sales.orders.refund(all)).rejects.toMatchObject({ code: 'orders.nothing_to_refund' })
    const { refunds } = await moneyOf(order)
    await sales.bank.settleRefund(order.organizerId, refunds[0]!.id, 'succeeded')
    expect(await sales.read(order)).toMatchObject({ state: 'refunded', refundedMinor: order.totalMinor })
    expect(await told(order)).toContain('orders.refunded')
    expect(await story(order)).toEqual(['placed', 'paid', 'refund_requested', 'lines_cancelled', 'refunded'])
  })

  test('of one line ends that line and leaves the others', async () => {
    const sale = await offer(5, taxed)
    const order = await sales.sold(sale, 3)
    const wish = [{ lineId: order.lines[1]!.id, amountMinor: null }]
    await sales.orders.refund({ ...organizer(order), wish, cancelLines: true, reason: 'Ill' })
    const { refunds } = await moneyOf(order)
    expect(refunds).toMatchObject([{ reason: 'Ill', lines: [{ lineId: order.lines[1]!.id, amountMinor: '2158' }] }])
    await sales.bank.settleRefund(order.organizerId, refunds[0]!.id, 'succeeded')
    expect(await sales.read(order)).toMatchObject({ state: 'partly_refunded', refundedMinor: 2_158n })
    expect((await ticketsOf(order)).map(ticket => ticket.state)).toEqual(['valid', 'void', 'valid'])
    expect(await taken(sale)).toBe(2)
    expect(await told(order)).toContain('orders.changed')
    expect(await records(order)).toEqual([{ action: 'orders.refund_requested', reason: 'Ill' }])
  })

  test('of an amount keeps the ticket', async () => {
    const sale = await offer(5, taxed)
    const order = await sales.sold(sale)
    const wish = [{ lineId: order.lines[0]!.id, amountMinor: 333n }]
    await sales.orders.refund({ ...organizer(order), wish, cancelLines: false })
    expect((await ticketsOf(order)).map(ticket => ticket.state)).toEqual(['valid'])
    const { refunded } = (await sales.read(order)).lines[0]!
    expect(refunded.priceNetMinor + refunded.priceTaxMinor + refunded.feeNetMinor + refunded.feeTaxMinor).toBe(333n)
  })

  test('whose answer got lost is one refund when it is asked for again', async () => {
    const sale = await offer(5)
    const order = await sales.sold(sale, 2)
    const wish = [{ lineId: order.lines[0]!.id, amountMinor: 100n }]
    const ask = (requestKey: string) =>
      sales.orders.refund({ ...organizer(order), wish, cancelLines: false, requestKey })
    await Promise.all([ask('one'), ask('one'), ask('one')])
    expect((await moneyOf(order)).refunds).toHaveLength(1)
    await ask('another')
    expect((await moneyOf(order)).refunds).toHaveLength(2)
    const other = await sales.sold(await offer(5), 2)
    const ending = { ...organizer(other), wish: [{ lineId: other.lines[0]!.id, amountMinor: 0n }], cancelLines: true }
    await sales.orders.refund({ ...ending, requestKey: 'one' })
    await sales.orders.refund({ ...ending, requestKey: 'one' })
    expect((await story(other)).filter(kind => kind === 'lines_cancelled')).toHaveLength(1)
  })

  test('that the gateway refuses stays owed, and can be tried again once', async () => {
    const sale = await offer(5)
    const order = await sales.sold(sale)
    await sales.orders.refund({ ...organizer(order), wish: 'all', cancelLines: true })
    const [failed] = (await moneyOf(order)).refunds
    await sales.bank.settleRefund(order.organizerId, failed!.id, 'failed')
    expect(await sales.read(order)).toMatchObject({ state: 'paid', refundedMinor: 0n })
    expect(await told(order)).toContain('orders.refund_failed')
    const retry = { ...organizer(order), refundId: failed!.id }
    await sales.orders.retryRefund(retry)
    await expect(sales.orders.retryRefund(retry)).rejects.toMatchObject({ code: 'orders.refund_not_failed' })
    const again = (await moneyOf(order)).refunds.find(refund => refund.state === 'created')!
    await sales.bank.settleRefund(order.organizerId, again.id, 'succeeded')
    expect(await sales.read(order)).toMatchObject({ state: 'refunded', refundedMinor: order.totalMinor })
  })

  test('made at the gateway itself is learnt by the lines, and a full one ends the order', async () => {
    const sale = await offer(5, taxed)
    const order = await sales.sold(sale, 2)
    await sales.bank.refundAtGateway(order.organizerId, order.paymentId, 1_000n)
    expect(await sales.read(order)).toMatchObject({ state: 'partly_refunded', refundedMinor: 1_000n })
    expect((await ticketsOf(order)).map(ticket => ticket.state)).toEqual(['valid', 'valid'])
    await sales.bank.refundAtGateway(order.organizerId, order.paymentId, order.totalMinor - 1_000n)
    expect(await sales.read(order)).toMatchObject({ state: 'refunded' })
    expect((await ticketsOf(order)).map(ticket => ticket.state)).toEqual(['void', 'void'])
    expect(await taken(sale)).toBe(0)
  })

  test('made by hand for one that failed is that one: nothing is owed twice', async () => {
    const sale = await offer(5, taxed)
    const order = await sales.sold(sale, 2)
    const wish = [{ lineId: order.lines[0]!.id, amountMinor: null }]
    await sales.orders.refund({ ...organizer(order), wish, cancelLines: true })
    const [failed] = (await moneyOf(order)).refunds
    await sales.bank.settleRefund(order.organizerId, failed!.id, 'failed')
    await sales.bank.refundAtGateway(order.organizerId, order.paymentId, failed!.amountMinor)
    const after = await sales.read(order)
    expect(after).toMatchObject({ state: 'partly_refunded', refundedMinor: failed!.amountMinor })
    expect(after.lines[1]!.refunded).toEqual(order.lines[1]!.refunded)
    await expect(sales.orders.retryRefund({ ...organizer(order), refundId: failed!.id })).rejects.toMatchObject({
      code: 'orders.refund_not_failed',
    })
  })

  test('made by hand, larger than what is left beside one that failed, takes from what that one was promised', async () => {
    const sale = await offer(5, taxed)
    const order = await sales.sold(sale, 2)
    const wish = [{ lineId: order.lines[0]!.id, amountMinor: null }]
    await sales.orders.refund({ ...organizer(order), wish, cancelLines: true })
    const [failed] = (await moneyOf(order)).refunds
    await sales.bank.settleRefund(order.organizerId, failed!.id, 'failed')
    await sales.bank.refundAtGateway(order.organizerId, order.paymentId, order.totalMinor)
    expect(await sales.read(order)).toMatchObject({ state: 'refunded', refundedMinor: order.totalMinor })
  })

  test('made by hand, larger than what is left and less than the one that failed, leaves the rest of that one owed', async () => {
    const sale = await offer(5, taxed)
    const order = await sales.sold(sale, 2)
    const half = order.totalMinor / 2n
    const most = [
      { lineId: order.lines[0]!.id, amountMinor: null },
      { lineId: order.lines[1]!.id, amountMinor: half - 100n },
    ]
    await sales.orders.refund({ ...organizer(order), wish: most, cancelLines: false })
    const [failed] = (await moneyOf(order)).refunds
    await sales.bank.settleRefund(order.organizerId, failed!.id, 'failed')
    await sales.bank.refundAtGateway(order.organizerId, order.paymentId, half)
    const stillOwed = (await moneyOf(order)).refunds.find(refund => refund.amountMinor === half - 100n)!
    expect(stillOwed).toMatchObject({ state: 'failed', cause: 'organizer' })
    expect((await told(order)).filter(topic => topic === 'orders.refund_failed')).toHaveLength(2)
    await sales.orders.retryRefund({ ...organizer(order), refundId: stillOwed.id })
    const again = (await moneyOf(order)).refunds.find(refund => refund.state === 'created')!
    await sales.bank.settleRefund(order.organizerId, again.id, 'succeeded')
    expect(await sales.read(order)).toMatchObject({ state: 'partly_refunded', refundedMinor: order.totalMinor - 100n })
  })

  test('of surplus money that failed is made by hand, or tried again', async () => {
    const sale = await offer(5)
    const order = await sales.sold(sale)
    for (const how of ['by hand', 'again']) {
      const second = await pay(order)
      const failed = (await moneyOf(order)).refunds.find(refund => refund.paymentId === second)!
      await sales.bank.settleRefund(order.organizerId, failed.id, 'failed')
      if (how === 'by hand') await sales.bank.refundAtGateway(order.organizerId, second, failed.amountMinor)
      else await sales.orders.retryRefund({ ...organizer(order), refundId: failed.id })
      expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
    }
    expect(await sales.read(order)).toMatchObject({ state: 'paid', refundedMinor: 0n })
  })

  test('of surplus money that failed and is made by hand in part stays owed for the rest', async () => {
    const sale = await offer(5)
    const order = await sales.sold(sale)
    const second = await pay(order)
    const ofSecond = async (state: string) =>
      (await moneyOf(order)).refunds.filter(refund => refund.paymentId === second && refund.state === state)
    await sales.bank.settleRefund(order.organizerId, (await ofSecond('created'))[0]!.id, 'failed')
    await sales.bank.refundAtGateway(order.organizerId, second, 1n)
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
    const rest = (await ofSecond('failed')).find(refund => refund.amountMinor === order.totalMinor - 1n)!
    await sales.orders.retryRefund({ ...organizer(order), refundId: rest.id })
    await sales.bank.settleRefund(order.organizerId, (await ofSecond('created'))[0]!.id, 'succeeded')
    expect((await ofSecond('succeeded')).map(refund => refund.amountMinor)).toEqual([1n, order.totalMinor - 1n])
  })

  test('of a free order cancels it', async () => {
    const sale = await offer(5, { products: [{ priceMinor: 0n }] })
    const order = await sales.order(sale, 2)
    const first = [{ lineId: order.lines[0]!.id, amountMinor: null }]
    expect(await sales.orders.refund({ ...organizer(order), wish: first, cancelLines: true })).toMatchObject({
      state: 'paid',
    })
    expect(await sales.orders.refund({ ...organizer(order), wish: 'all', cancelLines: true })).toMatchObject({
      state: 'cancelled',
    })
    expect(await taken(sale)).toBe(0)
  })
})

test('a payment that is suspicious is noted and told, and changes nothing', async () => {
  const sale = await offer(5)
  const order = await sales.order(sale)
  const payment = await sales.bank.attempt(order)
  await sales.inTenant(order.organizerId, async tx => {
    const [row] = (await sales.bank.payments.ofOrder(tx, order.id)).payments
    await sales.orders.settlement.paymentQuarantined!(tx, row!)
    expect(row!.id).toBe(payment)
  })
  expect(await story(order)).toEqual(['placed', 'payment_quarantined'])
  expect(await told(order)).toEqual(['orders.placed', 'orders.payment_suspicious'])
  expect(await sales.read(order)).toMatchObject({ state: 'awaiting_payment' })
})

describe('a cancelled order', () => {
  test('that was paid has no tickets and no places, and its money can still be given back', async () => {
    const sale = await offer(5)
    const order = await sales.sold(sale, 2)
    const wish = { ...organizer(order), by: 'organizer', mayEndPaid: true } as const
    await expect(sales.orders.cancel({ ...wish, mayEndPaid: false })).rejects.toMatchObject({
      code: 'access.permission_missing',
    })
    expect(await sales.orders.cancel(wish)).toMatchObject({ state: 'cancelled' })
    expect(await taken(sale)).toBe(0)
    await expect(sales.orders.cancel(wish)).rejects.toMatchObject({ code: 'orders.wrong_state' })
    await sales.orders.refund({ ...organizer(order), wish: 'all', cancelLines: true })
    const { refunds } = await moneyOf(order)
    await sales.bank.settleRefund(order.organizerId, refunds[0]!.id, 'succeeded')
    expect(await sales.read(order)).toMatchObject({ state: 'cancelled', refundedMinor: order.totalMinor })
  })
})
