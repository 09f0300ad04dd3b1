import { afterAll, beforeAll, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { publishedEvent } from '../world/event.ts'
import { signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** What reactions leave behind: mails, tickets, entries, refunds, records of the trail. */
async function left() {
  const [counts] = await world.database.asSuperuser<Record<string, string>>(`
    select (select count(*) from tickets) as tickets, (select count(*) from journal_entries) as entries,
           (select count(*) from refunds) as refunds, (select count(*) from audit_records) as records,
           (select count(*) from mails) as mails`)
  return { ...counts, arrived: world.inbox.mails.length }
}

test('every event told a second time, as after a crash, changes nothing and mails nobody', async () => {
  const boss = await signUpOrganizer(world)
  const stage = await publishedEvent(boss, { capacity: 10 })
  const line = { product_id: stage.product.id, quantity: 1 }
  await new Buyer(world, 'Ada Keeps').buys(stage.event.id, [line])
  const refunded = await new Buyer(world, 'Bo Returns').buys(stage.event.id, [line])
  await boss.client.post(`${boss.path}/orders/${refunded.id}/refunds`, {
    all: true,
    reason: 'Cannot come',
  })
  await world.settle()
  const before = await left()
  const [{ n } = { n: 0 }] = await world.database.asSuperuser<{ n: number }>(
    `with again as (update outbox set relayed_at = null returning 1) select count(*)::int as n from again`,
  )
  expect(n).toBeGreaterThan(5)
  await world.settle()
  expect(await left()).toEqual(before)
  await world.audit()
})
