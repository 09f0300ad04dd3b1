import { parseDecimal } from '@tessera/kernel/money'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import type { EventOverrides } from '../../catalog/testing/catalog.ts'
import type { Order } from './public.ts'
import { whatIsWrong } from './testing/books.ts'
import { clerk, type SaleOnOffer, type SalesAtWork, salesAtWork } from './testing/sales-at-work.ts'

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

const tax = (percent: number) => ({ code: `DE-${percent}`, label: { en: 'VAT', de: 'USt' }, ratePpm: percent * 10_000 })
const lineOf = (sale: SaleOnOffer, at: number, quantity: number) => ({
  productId: sale.productIds[at]!,
  variantId: null,
  dateId: null,
  quantity,
})
const bookedOn = async (order: Pick<Order, 'id' | 'organizerId'>) => {
  const entries = await sales.inTenant(order.organizerId, tx => sales.deps.sales.ledger.entriesOfOrder(tx, order.id))
  const sums = new Map<string, bigint>()
  for (const { account, amountMinor } of entries.flatMap(entry => entry.lines))
    sums.set(account, (sums.get(account) ?? 0n) + amountMinor)
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n))
}
const soundBooks = async (sale: SaleOnOffer) => expect(await whatIsWrong(database, sale.organizerId)).toEqual([])

/** A seat at 19 %, a book at 7 % and a voucher without tax, each unit with a fee of 1.07. */
const MIXED: EventOverrides = {
  fee: { fixedMinor: 107n, ppm: 0, payer: 'buyer' },
  products: [
    { priceMinor: 1_190n, tax: tax(19) },
    { kind: 'add_on', priceMinor: 1_070n, tax: tax(7) },
    { kind: 'add_on', priceMinor: 500n, tax: null },
  ],
}

describe('a fee on things of several tax rates', () => {
  test.each([
    ['as they come', [0, 1, 2]],
    ['the other way round', [2, 1, 0]],
  ])('is taxed as each of them, with the lines %s, and each tax is owed on its own account', async (_order, places) => {
    const sale = await sales.offer(50, MIXED)
    const order = await sales.sold(
      sale,
      places.map(at => lineOf(sale, at, at === 0 ? 2 : 1)),
    )
    expect(order.totalMinor).toBe(2n * 1_190n + 1_070n + 500n + 4n * 107n)
    const fees = new Map(order.lines.map(line => [line.productId, line]))
    expect(sale.productIds.map(id => [fees.get(id)!.feeTaxCode, fees.get(id)!.paid.feeTaxMinor])).toEqual([
      ['DE-19', 17n],
      ['DE-7', 7n],
      [null, 0n],
    ])
    expect(await bookedOn(order)).toEqual({
      'gateway:test': order.totalMinor,
      sales: -(2n * 1_000n + 1_000n + 500n),
      fees: -(2n * 90n + 100n + 107n),
      'tax:DE-19': -(2n * 190n + 2n * 17n),
      'tax:DE-7': -(70n + 7n),
    })
    await soundBooks(sale)
  })

  test('goes back with what it was charged for, tax by tax, however small the steps', async () => {
    const sale = await sales.offer(50, MIXED)
    const order = await sales.sold(sale, [lineOf(sale, 0, 1), lineOf(sale, 1, 1)])
    const book = order.lines.find(line => line.productId === sale.productIds[1])!
    const step = 131n
    let left = 1_070n + 107n
    while (left > 0n) {
      const amountMinor = left < step ? left : step
      const wish = [{ lineId: book.id, amountMinor }]
      const { organizerId, id: orderId } = order
      await sales.orders.refund({
        organizerId,
        orderId,
        wish,
        cancelLines: left <= step,
        reason: null,
        actor: clerk,
        eventIds: null,
      })
      left -= amountMinor
    }
    const booked = await bookedOn(order)
    expect(booked['tax:DE-7']).toBeUndefined()
    expect(booked).toMatchObject({ sales: -1_000n, fees: -90n, 'tax:DE-19': -207n, refunds_payable: -1_177n })
    await soundBooks(sale)
  })
})

describe('a free order', () => {
  test('costs nothing although its event has a fee, asks no gateway and has no entry in the books', async () => {
    const fee = { fixedMinor: 150n, ppm: 30_000, payer: 'buyer' } as const
    const sale = await sales.offer(5, { fee, products: [{ priceMinor: 0n, tax: tax(19) }] })
    const order = await sales.order(sale, 2)
    expect(order).toMatchObject({ state: 'paid', totalMinor: 0n, paymentId: null })
    expect(await bookedOn(order)).toEqual({})
    await soundBooks(sale)
  })
})

describe.each([
  ['JPY', '1850', 185n + 1_850n],
  ['KWD', '1.850', 185n + 1_850n],
  ['CLP', '1850', 185n + 1_850n],
])('in %s', (currency, price, totalMinor) => {
  test('an order, its fee, its tax and its refunds are exact to the minor unit', async () => {
    const sale = await sales.offer(50, {
      currency,
      fee: { fixedMinor: 0n, ppm: 100_000, payer: 'buyer' },
      products: [{ priceMinor: parseDecimal(price, currency)!.amountMinor, tax: tax(19) }],
    })
    const order = await sales.sold(sale, 3)
    expect(order).toMatchObject({ currency, totalMinor: 3n * totalMinor })
    const line = order.lines[0]!
    const { organizerId, id: orderId } = order
    const who = { organizerId, orderId, reason: null, actor: clerk, eventIds: null }
    await sales.orders.refund({ ...who, wish: [{ lineId: line.id, amountMinor: 1n }], cancelLines: false })
    await sales.orders.refund({ ...who, wish: 'all', cancelLines: true })
    const { refunds } = await sales.inTenant(organizerId, tx => sales.bank.payments.ofOrder(tx, orderId))
    for (const refund of refunds) await sales.bank.settleRefund(organizerId, refund.id, 'succeeded')
    expect(await sales.read(order)).toMatchObject({ state: 'refunded', refundedMinor: order.totalMinor })
    expect(await bookedOn(order)).toEqual({})
    await soundBooks(sale)
  })
})
