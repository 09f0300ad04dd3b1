import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { daysFromNow, type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

/** The path is one's own and the ids in the body, the query or the header are not. */
describe('ids of others, where no path shows them', () => {
  let world: World
  let mine: Organiser
  let stage: OnStage
  let other: OnStage
  let theirs: OnStage
  let theirList: string

  beforeAll(async () => {
    world = await startWorld()
    mine = await signUpOrganizer(world)
    const them = await signUpOrganizer(world, 'Backyard Stage')
    stage = await publishedEvent(mine)
    other = await publishedEvent(mine, { title: 'Another of mine' })
    theirs = await publishedEvent(them)
    theirList = (await them.client.post<{ id: string }>(`${theirs.path}/check-in-lists`, { name: 'Theirs' })).id
    await world.settle()
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  type Attempt = [what: string, path: () => string, body: () => object]
  const line = ({ product }: OnStage) => [{ product_id: product.id, quantity: 1 }]
  const attempts: Attempt[] = [
    [
      'a key for their event',
      () => `${mine.path}/api-keys`,
      () => ({ name: 'k', permissions: ['events.view'], event_ids: [theirs.event.id] }),
    ],
    [
      'a member for their event',
      () => `${mine.path}/invitations`,
      () => ({ email: 'x@people.example', role: 'door', event_ids: [theirs.event.id] }),
    ],
    ['a device for their event', () => `${mine.path}/devices`, () => ({ name: 'd', event_ids: [theirs.event.id] })],
    ['a device for their list', () => `${mine.path}/devices`, () => ({ name: 'd', list_ids: [theirList] })],
    [
      'a pool of their product',
      () => `${stage.path}/pools`,
      () => ({ name: 'p', capacity: 1, draws: [{ product_id: theirs.product.id }] }),
    ],
    [
      'a pool of another event’s product',
      () => `${stage.path}/pools`,
      () => ({ name: 'p', capacity: 1, draws: [{ product_id: other.product.id }] }),
    ],
    [
      'a list of their product',
      () => `${stage.path}/check-in-lists`,
      () => ({ name: 'l', product_ids: [theirs.product.id] }),
    ],
    [
      'a product of their date',
      () => `${stage.path}/products`,
      () => ({ kind: 'admission', name: { en: 'p' }, price_minor: '1', date_ids: [theirs.event.dates[0]!.id] }),
    ],
    [
      'a question about their product',
      () => `${stage.path}/questions`,
      () => ({ asked_of: 'attendee', label: { en: 'q' }, kind: 'text', product_ids: [theirs.product.id] }),
    ],
    [
      'an order of products with theirs in it',
      () => `${stage.path}/products/reorder`,
      () => ({ ids: [stage.product.id, theirs.product.id] }),
    ],
    [
      'a hold on their product in my event',
      () => '/v1/holds',
      () => ({ event_id: stage.event.id, lines: line(theirs) }),
    ],
    ['a hold on another event’s product', () => '/v1/holds', () => ({ event_id: stage.event.id, lines: line(other) })],
    [
      'a price of their product in my event',
      () => '/v1/quotes',
      () => ({ event_id: stage.event.id, lines: line(theirs) }),
    ],
    [
      'a date with fields that are not for me to set',
      () => `${stage.path}/dates`,
      () => ({ starts_at: daysFromNow(9), organizer_id: theirs.event.id, state: 'cancelled' }),
    ],
  ]

  test.each(attempts)('%s is refused and writes nothing', async (_what, path, body) => {
    const before = await world.fingerprint()
    const answer = await mine.client.send<{ code: string }>('POST', path(), { body: body() })
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
    expect(answer.status, answer.text).toBeLessThan(500)
    expect(await world.fingerprint()).toBe(before)
  })

  test.each([
    ['orders of their event', () => `${mine.path}/orders?event=${theirs.event.id}`],
    ['figures of their event', () => `${mine.path}/dashboard?event=${theirs.event.id}`],
    ['what was done to their event', () => `${mine.path}/audit-records?subject=${theirs.event.id}`],
  ])('%s are empty or not there', async (_what, path) => {
    const answer = await mine.client.send('GET', path())
    expect(answer.status).toBeLessThan(500)
    for (const id of [theirs.product.id, theirs.pool.id, theirs.event.slug]) {
      expect(answer.text).not.toContain(id)
    }
  })
})
