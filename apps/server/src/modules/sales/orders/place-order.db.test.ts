import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecrets } from '../../../platform/crypto/secrets.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { whatIsWrong } from './testing/books.ts'
import { buyer, OLDER_KEY, type SalesAtWork, salesAtWork, words } from './testing/sales-at-work.ts'

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

const topics = async (orderId: string) =>
  (
    await database.asSuperuser<{ topic: string }>('select topic from outbox where subject_id = $1 order by id', [
      orderId,
    ])
  ).map(row => row.topic)

describe('a hold becomes an order', () => {
  test('with a line for each unit at the price of the hold, and the books in order when it is paid', async () => {
    const sale = await sales.offer(10, {
      fee: { fixedMinor: 100n, ppm: 30_000, payer: 'buyer' },
      products: [{ priceMinor: 2_500n, tax: { code: 'DE-19', label: { en: 'VAT' }, ratePpm: 190_000 } }],
    })
    const order = await sales.order(sale, 3)
    expect(order).toMatchObject({ state: 'awaiting_payment', totalMinor: 8_025n, currency: 'EUR', paidAt: null })
    expect(order.lines.map(line => line.grossMinor + line.feeGrossMinor)).toEqual([2_675n, 2_675n, 2_675n])
    expect(order.code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
    const payment = await sales.bank.attempt(order)
    await sales.bank.succeed(order.organizerId, payment)
    expect(await sales.read(order)).toMatchObject({ state: 'paid', paymentId: payment })
    expect(await topics(order.id)).toEqual(['orders.placed', 'tickets.issued', 'orders.paid'])
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('that costs nothing is paid at once, with its tickets', async () => {
    const sale = await sales.offer(5, { products: [{ priceMinor: 0n }] })
    const order = await sales.order(sale, 2)
    expect(order).toMatchObject({ state: 'paid', totalMinor: 0n, payUntil: null })
    expect(await sales.inTenant(sale.organizerId, tx => sales.deps.sales.tickets.ofOrder(tx, order.id))).toHaveLength(2)
    expect(await topics(order.id)).toEqual(['orders.placed', 'tickets.issued', 'orders.paid'])
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
  })

  test('once: the same words find the same order, other words find the hold used', async () => {
    const sale = await sales.offer(5)
    const { holdId, holdSecret } = await sales.hold(sale)
    const first = await sales.orders.place(words(holdId, holdSecret), buyer)
    const again = await sales.orders.place(words(holdId, holdSecret), buyer)
    expect(again).toMatchObject({ replayed: true, secret: first.secret, order: { id: first.order.id } })
    const other = { ...words(holdId, holdSecret), buyer: { name: 'Somebody', email: 'else@example.org' } }
    await expect(sales.orders.place(other, buyer)).rejects.toMatchObject({ code: 'inventory.hold_used' })
  })

  test('that keeps its places for as long as its buyer may pay, and no hold gets shorter by it', async () => {
    const sale = await sales.offer(5)
    const keptFor = async (holdSeconds: number) => {
      const { holdId, holdSecret } = await sales.hold(sale)
      await database.asSuperuser('update holds set expires_at = now() + make_interval(secs => $2) where id = $1', [
        holdId,
        holdSeconds,
      ])
      const { order } = await sales.orders.place(words(holdId, holdSecret), buyer)
      const [hold] = await database.asSuperuser<{ expires_at: Date }>('select expires_at from holds where id = $1', [
        holdId,
      ])
      expect(hold!.expires_at).toEqual(order.payUntil)
      return Math.round((order.payUntil!.getTime() - order.placedAt.getTime()) / 60_000)
    }
    expect([await keptFor(60), await keptFor(7_200)]).toEqual([30, 120])
  })

  test('only while its event is on sale: not when it was called off, postponed, taken back or is over', async () => {
    for (const state of ['cancelled', 'postponed', 'draft', 'ended']) {
      const sale = await sales.offer(5)
      const { holdId, holdSecret } = await sales.hold(sale)
      const placing = () => sales.orders.place(words(holdId, holdSecret), buyer)
      await database.asSuperuser(
        'update events set state = $2, catalog_version = catalog_version + 1 where organizer_id = $1',
        [sale.organizerId, state],
      )
      await expect(placing()).rejects.toMatchObject({ code: 'orders.not_on_sale' })
      await database.asSuperuser("update events set state = 'published' where organizer_id = $1", [sale.organizerId])
      expect((await placing()).order.state).toBe('awaiting_payment')
    }
  })

  test('only for whoever knows its secret, and not when its time is over', async () => {
    const sale = await sales.offer(5)
    const { holdId, holdSecret } = await sales.hold(sale)
    await expect(sales.orders.place(words(holdId, 'guessed'), buyer)).rejects.toMatchObject({
      code: 'request.not_found',
    })
    await sales.timePasses(sale.organizerId)
    await expect(sales.orders.place(words(holdId, holdSecret), buyer)).rejects.toMatchObject({
      code: 'inventory.hold_expired',
    })
  })
})

describe('a hold', () => {
  test('is opened by a secret that was given before the master key was changed, and by that of no other', async () => {
    const sale = await sales.offer(5)
    const [mine, other] = [await sales.hold(sale), await sales.hold(sale)]
    const before = createSecrets({ masterKeys: [OLDER_KEY] }).deriveSecret('hold', mine.holdId)
    expect(await sales.inventory.open(mine.holdId, before)).toMatchObject({ id: mine.holdId })
    for (const wrong of [
      other.holdSecret,
      createSecrets({ masterKeys: [OLDER_KEY] }).deriveSecret('order', mine.holdId),
      '',
    ])
      expect(await sales.inventory.open(mine.holdId, wrong)).toBeNull()
  })

  const minutesLeft = async (holdId: string) =>
    (
      await database.asSuperuser<{ left: number }>(
        'select round(extract(epoch from expires_at - now()) / 60)::int as left from holds where id = $1',
        [holdId],
      )
    )[0]!.left

  test('is extended once, by the time it was given at first, while it lives, and no other with it', async () => {
    const sale = await sales.offer(5)
    const [mine, other] = [await sales.hold(sale), await sales.hold(sale)]
    const extend = async () => sales.inventory.extend((await sales.inventory.open(mine.holdId, mine.holdSecret))!)
    await database.asSuperuser("update holds set expires_at = now() + interval '2 minutes' where organizer_id = $1", [
      sale.organizerId,
    ])
    expect((await extend()).extensions).toBe(1)
    expect([await minutesLeft(mine.holdId), await minutesLeft(other.holdId)]).toEqual([10, 2])
    await expect(extend()).rejects.toMatchObject({ code: 'inventory.already_extended' })
    await database.asSuperuser('update holds set extensions = 0 where organizer_id = $1', [sale.organizerId])
    await sales.timePasses(sale.organizerId)
    await expect(extend()).rejects.toMatchObject({ code: 'inventory.hold_expired' })
    await sales.inventory.release((await sales.inventory.open(other.holdId, other.holdSecret))!)
    await expect(sales.inTenant(sale.organizerId, async tx => sales.inventory.convert(tx, other.holdId))).resolves.toBe(
      false,
    )
  })

  test('holds what is in it while it lives: nobody takes that away as if it were unsold', async () => {
    const sale = await sales.offer(5, { products: [{ priceMinor: 100n }, { priceMinor: 200n }] })
    const [held, free] = sale.productIds as [string, string]
    const isHeld = (productId: string, variantId: string | null = null) =>
      sales.inTenant(sale.organizerId, tx => sales.inventory.isHeld(tx, productId, variantId))
    expect(await isHeld(held)).toBe(false)
    await sales.order(sale)
    expect([await isHeld(held), await isHeld(free), await isHeld(held, sale.id)]).toEqual([true, false, false])
    await sales.timePasses(sale.organizerId)
    expect(await isHeld(held)).toBe(false)
  })
})

test('an order is opened by its secret alone, and its link keeps the secret in the fragment', async () => {
  const sale = await sales.offer(5)
  const { holdId, holdSecret } = await sales.hold(sale)
  const { order, secret } = await sales.orders.place(words(holdId, holdSecret), buyer)
  expect(await sales.orders.open(order.id, secret)).toMatchObject({ id: order.id })
  expect(await sales.orders.open(order.id, holdSecret)).toBeNull()
  const [path, fragment] = sales.orders.linkOf(order).split('#')
  expect(path).toBe(`/orders/${order.code}`)
  expect(fragment).toContain(secret)
})
