import type { OrderDetail } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { periodOf, reconcileBooks } from '../../apps/server/src/cli/reconcile.ts'
import { Buyer } from '../world/buyer.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

describe('money that comes, does not come, or comes too late', () => {
  let world: World
  let boss: Organiser

  beforeAll(async () => {
    world = await startWorld()
    boss = await signUpOrganizer(world)
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  const one = (stage: OnStage, quantity = 1) => [{ product_id: stage.product.id, quantity }]

  test('a free order is paid at once, and no bank is asked', async () => {
    const stage = await publishedEvent(boss, { products: [{ name: 'Free seat', priceMinor: '0', taxed: false }] })
    const order = await new Buyer(world).buys(stage.event.id, one(stage, 2))
    const now = await order.now()
    expect(now).toMatchObject({ state: 'paid', total: { amount_minor: '0' } })
    expect(await order.codes()).toHaveLength(2)
    expect(now.payments.every(({ gateway }) => gateway !== 'sandbox')).toBe(true)
    expect(world.inbox.newest(order.buyer.email).attachments.map(({ contentType }) => contentType)).toContain(
      'application/pdf',
    )
    await world.audit()
  })

  test('a declined card costs nothing, keeps the seats, and a second try pays', async () => {
    const stage = await publishedEvent(boss, { capacity: 1 })
    const order = await new Buyer(world).order(stage.event.id, one(stage))
    await world.bank.buyer(await order.paymentPage(), 'decline')
    expect(await order.check()).toMatchObject({ state: 'failed' })
    const declined = await order.now()
    expect(declined).toMatchObject({ state: 'awaiting_payment', tickets: [] })
    await world.bank.buyer(await order.paymentPage(), 'pay')
    expect(await order.check()).toMatchObject({ state: 'succeeded' })
    expect(await order.now()).toMatchObject({ state: 'paid' })
    expect(await order.codes()).toHaveLength(1)
    await world.settle()
    await world.audit()
  })

  test('money that is promised for later makes tickets when it is there, not before', async () => {
    const stage = await publishedEvent(boss, { capacity: 5 })
    const order = await new Buyer(world).order(stage.event.id, one(stage))
    const page = await order.paymentPage()
    await world.bank.buyer(page, 'later')
    expect(await order.check()).toMatchObject({ state: 'pending' })
    expect(await order.now()).toMatchObject({ state: 'awaiting_payment', tickets: [] })
    await world.bank.buyer(page, 'settle')
    expect(await order.check()).toMatchObject({ state: 'succeeded' })
    expect(await order.now()).toMatchObject({ state: 'paid' })
    await world.settle()
    await world.audit()
  })

  test('money after the deadline takes its seats back as long as there are any', async () => {
    const stage = await publishedEvent(boss, { capacity: 5 })
    const order = await new Buyer(world).order(stage.event.id, one(stage, 2))
    const page = await order.paymentPage()
    await letDeadlinePass(world, order.id)
    expect(await order.now()).toMatchObject({ state: 'expired' })
    await world.bank.buyer(page, 'late')
    await world.bank.expire(page)
    expect(await order.check()).toMatchObject({ state: 'succeeded' })
    expect(await order.now()).toMatchObject({ state: 'paid' })
    expect(await order.codes()).toHaveLength(2)
    await world.settle()
    await world.audit()
  })

  test('money after the deadline for what is sold by then goes back in full, with a mail that says so', async () => {
    const stage = await publishedEvent(boss, { capacity: 1 })
    const slow = await new Buyer(world, 'Sven Slow').order(stage.event.id, one(stage))
    const page = await slow.paymentPage()
    await letDeadlinePass(world, slow.id)
    const quick = await new Buyer(world, 'Quinn Quick').buys(stage.event.id, one(stage))
    expect(await quick.now()).toMatchObject({ state: 'paid' })
    await world.bank.buyer(page, 'late')
    await world.bank.expire(page)
    await slow.check()
    await world.settle()
    const after = await slow.now()
    expect(after.state).toBe('expired')
    expect(after.tickets).toEqual([])
    const [payment] = after.payments
    expect(payment?.refunded).toEqual(payment?.amount)
    expect(world.inbox.newest(slow.buyer.email).text).toMatch(/25[.,]00/)
    await world.audit()
  })

  test('a refund that the bank sends back days later is owed again, never called refunded, and given at the second try', async () => {
    const stage = await publishedEvent(boss, { capacity: 5 })
    const order = await new Buyer(world).buys(stage.event.id, one(stage))
    const path = `${boss.path}/orders/${order.id}`
    await boss.client.post(`${path}/refunds`, { all: true, cancel_lines: true })
    await world.settle()
    expect(await order.now()).toMatchObject({ state: 'refunded' })
    const [made] = await world.database.asSuperuser<{ reference: string }>(
      'select reference from refunds where state = $1 order by created_at desc limit 1',
      ['succeeded'],
    )
    await world.bank.refund(made!.reference, 'returned')
    await reconcileBooks(world.app, periodOf(['--organizer', boss.organizer.slug], new Date(Date.now() + 60_000))!)
    await world.settle()
    const after = await boss.client.get<OrderDetail>(path)
    expect(after).toMatchObject({ state: 'partly_refunded', refunded: { amount_minor: '0' }, closed_at: null })
    expect(after.refunds).toMatchObject([{ state: 'failed', failure_code: 'destination_closed' }])
    expect(after.tickets.map(({ state }) => state)).toEqual(['void'])
    await world.audit()
    await boss.client.post(`${path}/refunds/${after.refunds[0]!.id}/retry`)
    await world.settle()
    expect(await order.now()).toMatchObject({ state: 'refunded', refunded: after.total })
    await world.audit()
  })

  test('the command that compares the books finds what no message told, sets it right, and then finds nothing', async () => {
    const stage = await publishedEvent(boss, { capacity: 5 })
    const order = await new Buyer(world).order(stage.event.id, one(stage))
    await world.bank.fault({ on: 'webhook', kind: 'drop', times: 1 })
    await world.bank.buyer(await order.paymentPage(), 'pay')
    await world.bank.clearFaults()
    const period = periodOf(['--organizer', boss.organizer.slug], new Date(Date.now() + 60_000))!
    const found = await reconcileBooks(world.app, period)
    expect(found.exitCode).toBe(0)
    expect(found.report).toMatchObject({ agree: true, unanswered: [] })
    expect(found.report).toMatchObject({ findings: expect.arrayContaining([lateNews(order.paymentId)]) })
    expect(await order.now()).toMatchObject({ state: 'paid' })
    expect(await reconcileBooks(world.app, period)).toMatchObject({ exitCode: 0, report: { findings: [] } })
    await world.bank.fault({ on: 'payment.list', kind: 'error_before', times: 10 })
    const cutOff = await reconcileBooks(world.app, period)
    await world.bank.clearFaults()
    expect(cutOff, 'not knowing is not agreeing').toMatchObject({
      exitCode: 1,
      report: { agree: false, unanswered: [{ organizer: boss.organizer.id }] },
    })
    await world.settle()
    await world.audit()
  })
})

/** The time to pay is over: in the database's own clock's terms, and the job that notices has run. */
async function letDeadlinePass(world: World, orderId: string): Promise<void> {
  await world.passDeadline(orderId)
  await world.app.jobs.runNow('inventory.reclaim-holds')
  await world.settle()
}

const lateNews = (payment: string) => expect.objectContaining({ kind: 'state', payment, healed: true }) as unknown
