import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { openDoor, type ScanAnswer } from '../world/door.ts'
import { publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

/** Over HTTP, all at once. That each race is real is shown beside the guard, in the race tests of its module. */
describe('many at the same moment', () => {
  let world: World
  let boss: Organiser

  beforeAll(async () => {
    world = await startWorld()
    boss = await signUpOrganizer(world)
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  const atOnce = <T>(times: number, work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: times }, (_, index) => work(index)))

  test('the last ticket goes to one of twenty, and the others are told that it is gone', async () => {
    const stage = await publishedEvent(boss, { capacity: 1 })
    const buyers = Array.from({ length: 20 }, () => new Buyer(world))
    const answers = await atOnce(20, index =>
      buyers[index]!.client.send<{ code?: string }>('POST', '/v1/holds', {
        body: { event_id: stage.event.id, lines: [{ product_id: stage.product.id, quantity: 1 }] },
      }),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 201)
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['409 inventory.sold_out']),
    )
    await world.audit()
  })

  test('an order submitted twenty times with one key is one order, and each answer is the same or says to wait', async () => {
    const stage = await publishedEvent(boss)
    const buyer = new Buyer(world)
    const hold = await buyer.hold(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    const ask = { body: buyer.orderBody(hold), headers: { 'hold-secret': hold.secret }, key: randomUUID() }
    const answers = await atOnce(20, () => buyer.client.send<{ code: string }>('POST', '/v1/orders', ask))
    const placed = answers.filter(({ status }) => status === 201)
    expect(placed.length).toBeGreaterThan(0)
    expect(new Set(placed.map(({ text }) => text)).size).toBe(1)
    expect(answers.filter(({ status, body }) => status !== 201 && body.code !== 'idempotency.in_flight')).toEqual([])
    expect(await ordersOf(stage.event.id)).toBe(1)
    await world.audit()
  })

  test('a hold submitted twenty times, each with a key of its own, becomes one order', async () => {
    const stage = await publishedEvent(boss)
    const buyer = new Buyer(world)
    const hold = await buyer.hold(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const answers = await atOnce(20, () =>
      buyer.client.send<{ id: string }>('POST', '/v1/orders', {
        body: buyer.orderBody(hold),
        headers: { 'hold-secret': hold.secret },
      }),
    )
    const placed = answers.filter(({ status }) => status === 201)
    expect(new Set(placed.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    expect(await ordersOf(stage.event.id)).toBe(1)
    await world.audit()
  })

  test('one payment confirmed by the returning browser and three copies of the webhook settles once', async () => {
    const stage = await publishedEvent(boss)
    const order = await new Buyer(world).order(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    const page = await order.paymentPage()
    await world.bank.fault({ on: 'webhook', kind: 'hold', times: 10 })
    await world.bank.buyer(page, 'pay')
    const messages = await world.bank.messages(page)
    expect(messages.length).toBeGreaterThan(0)
    const hooks = messages.flatMap(message => [message, message, message])
    const post = (message: (typeof messages)[number]) =>
      fetch(`${world.origin}/v1/gateways/sandbox/${boss.organizer.id}/webhooks`, {
        method: 'POST',
        headers: message.headers,
        body: message.body,
      })
    const [answers, payments] = await Promise.all([Promise.all(hooks.map(post)), atOnce(3, () => order.check())])
    await world.bank.clearFaults()
    await world.settle()
    expect(answers.map(({ status }) => status).filter(status => status >= 400)).toEqual([])
    expect(payments.every(({ state }) => state === 'succeeded' || state === 'pending')).toBe(true)
    expect(await order.now()).toMatchObject({ state: 'paid' })
    expect(await order.codes()).toHaveLength(2)
    expect(await entriesOf(order.id, 'sale')).toBe(1)
    expect(world.inbox.of(order.buyer.email).filter(mail => mail.attachments.length > 0)).toHaveLength(1)
    await world.audit()
  })

  test('one code held up to ten devices at once lets one person in', async () => {
    const stage = await publishedEvent(boss)
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const [code = ''] = await order.codes()
    const doors = await atOnce(10, () => openDoor(world, boss, stage.path))
    const scans: ScanAnswer[] = await Promise.all(doors.map(door => door.scan(code)))
    const [accepted, ...more] = scans.filter(({ result }) => result === 'accepted')
    expect(more).toEqual([])
    const refused = scans.filter(({ result }) => result === 'refused')
    expect(refused.map(scan => scan.first_entry?.at)).toEqual(refused.map(() => accepted?.at))
    await world.audit()
  })

  test('everything that is asked for at once in one sale adds up', async () => {
    const stage = await publishedEvent(boss, { capacity: 6 })
    const orders = await atOnce(10, async () => {
      const buyer = new Buyer(world)
      const answer = await buyer.client.send<{ id: string; secret: string }>('POST', '/v1/holds', {
        body: { event_id: stage.event.id, lines: [{ product_id: stage.product.id, quantity: 1 }] },
      })
      return answer.status === 201 ? buyer.orderOf(answer.body as never) : null
    })
    const won = orders.filter(order => order !== null)
    expect(won).toHaveLength(6)
    await Promise.all(won.map(async order => world.bank.buyer(await order.paymentPage(), 'pay')))
    await Promise.all(won.map(order => order.check()))
    await world.settle()
    const codes = await Promise.all(won.map(order => order.codes()))
    expect(new Set(codes.flat()).size).toBe(6)
    await world.audit()
  })

  async function ordersOf(eventId: string): Promise<number> {
    const { data } = await boss.client.get<{ data: unknown[] }>(`${boss.path}/orders?event=${eventId}`)
    return data.length
  }

  async function entriesOf(orderId: string, kind: string): Promise<number> {
    const { journal } = await boss.client.get<{ journal: Array<{ kind: string }> }>(`${boss.path}/orders/${orderId}`)
    return journal.filter(entry => entry.kind === kind).length
  }
})
