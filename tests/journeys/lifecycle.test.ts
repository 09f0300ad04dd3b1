import type { Event, Order, OrderDetail, Product } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { openDoor } from '../world/door.ts'
import { publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer, withApiKey } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

describe('what becomes of events and orders', () => {
  let world: World
  let boss: Organiser

  beforeAll(async () => {
    world = await startWorld()
    boss = await signUpOrganizer(world)
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  test('a cancelled event gives every buyer the money back, once, and lets nobody in', async () => {
    const stage = await publishedEvent(boss, { fee: { fixed_minor: '99', percent_ppm: 0, payer: 'buyer' } })
    const [ada, ben] = [new Buyer(world, 'Ada Early'), new Buyer(world, 'Ben Bright')]
    const orders = [
      await ada.buys(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }]),
      await ben.buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }]),
    ]
    const codes = await orders[0]!.codes()
    const door = await openDoor(world, boss, stage.path)
    await boss.client.post(`${stage.path}/cancel`, { reason: 'The roof leaks' })
    await boss.client.post(`${stage.path}/refunds`, { reason: 'The roof leaks' })
    await world.settle()
    await boss.client.send('POST', `${stage.path}/refunds`, { body: { reason: 'Once more' } })
    await world.settle()
    for (const order of orders) {
      const after = await order.now()
      expect(after.state).toBe('refunded')
      expect(after.refunded).toEqual(after.total)
      expect(await order.codes()).toEqual([])
      expect(world.inbox.of(order.buyer.email).length).toBeGreaterThanOrEqual(2)
    }
    expect(await world.bank.merchantsHold('EUR')).toBe(0n)
    expect((await door.scan(codes[0]!)).result).toBe('refused')
    await ada.client.refused('inventory.not_on_sale', 'POST', '/v1/holds', {
      body: { event_id: stage.event.id, lines: [{ product_id: stage.product.id, quantity: 1 }] },
    })
    await world.audit()
  })

  test('a clone sells by itself, its own stock and its own dates', async () => {
    const stage = await publishedEvent(boss, { capacity: 3 })
    const clone = await boss.client.post<Event>(`${stage.path}/clone`, {
      title: { en: 'Night of the Long Table, again' },
      shift_days: 7,
      parts: ['products', 'questions', 'pools', 'check_in_lists'],
    })
    expect(clone.state).toBe('draft')
    const path = `${boss.path}/events/${clone.id}`
    const published = await boss.client.post<Event>(`${path}/publish`)
    const shift = Date.parse(published.dates[0]!.starts_at) - Date.parse(stage.event.dates[0]!.starts_at)
    expect(Math.abs(shift / 3_600_000 - 7 * 24)).toBeLessThanOrEqual(1)
    const { data: products } = await boss.client.get<{ data: Product[] }>(`${path}/products`)
    const order = await new Buyer(world).buys(clone.id, [{ product_id: products[0]!.id, quantity: 3 }])
    expect(await order.now()).toMatchObject({ state: 'paid' })
    const pools = async (at: string) =>
      (await boss.client.get<{ data: Array<{ available: number }> }>(`${at}/pools`)).data.map(pool => pool.available)
    expect(await pools(path)).toEqual([0])
    expect(await pools(stage.path)).toEqual([3])
    const door = await openDoor(world, boss, path)
    expect((await door.scan((await order.codes())[0]!)).result).toBe('accepted')
    await world.audit()
  })

  test('a new name on a ticket kills the old code and the new one works', async () => {
    const stage = await publishedEvent(boss)
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const [before = ''] = await order.codes()
    const now = await order.now()
    await order.buyer.client.patch<Order>(
      `${order.path}/lines/${now.lines[0]!.id}`,
      now.version,
      { attendee_name: 'Grace Instead' },
      order.secret,
    )
    const [after = ''] = await order.codes()
    expect(after).not.toBe(before)
    const door = await openDoor(world, boss, stage.path)
    expect((await door.scan(before)).result).toBe('refused')
    expect(await door.scan(after)).toMatchObject({ result: 'accepted', ticket: { attendee_name: 'Grace Instead' } })
    await world.audit()
  })

  test('the same request with the same key is answered with the same bytes; another body is refused', async () => {
    const stage = await publishedEvent(boss, { capacity: 5 })
    const buyer = new Buyer(world)
    const hold = await buyer.hold(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    const ask = { body: buyer.orderBody(hold), headers: { 'hold-secret': hold.secret }, key: 'the-one-and-only-order' }
    const first = await buyer.client.send('POST', '/v1/orders', ask)
    const second = await buyer.client.send('POST', '/v1/orders', ask)
    expect(first.status).toBe(201)
    expect(second.status).toBe(201)
    expect(second.text).toBe(first.text)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    await buyer.client.refused('idempotency.key_reused', 'POST', '/v1/orders', {
      ...ask,
      body: { ...ask.body, buyer: { name: 'Somebody Else', email: buyer.email } },
    })
    const { data } = await boss.client.get<{ data: unknown[] }>(`${boss.path}/orders?event=${stage.event.id}`)
    expect(data).toHaveLength(1)
    await world.audit()
  })

  test('a program with an API key does what the console does, and is named in the audit trail', async () => {
    const program = await withApiKey(world, boss, [
      'organizer.view',
      'events.view',
      'events.create',
      'events.edit',
      'orders.view',
      'orders.edit',
      'orders.refund',
      'attendees.view',
      'checkin.view',
      'checkin.edit',
      'checkin.scan',
      'reports.view',
      'audit.view',
    ])
    const stage = await publishedEvent(program, { title: 'Made by a program' })
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const [code = ''] = await order.codes()
    // Its devices are added by people: a device outlives the key that could have added it.
    const door = await openDoor(world, boss, stage.path)
    expect((await door.scan(code)).result).toBe('accepted')
    await program.client.post<OrderDetail>(`${program.path}/orders/${order.id}/refunds`, {
      all: true,
      cancel_lines: true,
    })
    await world.settle()
    expect(await order.now()).toMatchObject({ state: 'refunded' })
    const records = await program.client.get<{ data: Array<{ actor: { kind: string; id: string | null } }> }>(
      `${program.path}/audit-records?subject=${stage.event.id}`,
    )
    expect(records.data.length).toBeGreaterThan(0)
    expect(records.data.every(({ actor }) => actor.kind === 'api_key' && actor.id === program.key.id)).toBe(true)
    await world.audit()
  })
})
