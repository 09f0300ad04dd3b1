import { newTenantUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeOrganizer } from '../../catalog/testing/catalog.ts'
import { forgetHoldsJob } from './forget-holds.job.ts'
import { deleteEndedHolds } from './forget-holds.sql.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

const DAYS = 30

/** A hold in this state that ended so many days ago, with an order or without. */
async function hold(organizerId: string, state: string, daysAgo: number, ordered = false): Promise<string> {
  const [id, eventId] = [newTenantUuid(organizerId), newTenantUuid(organizerId)]
  await database.asSuperuser(
    `insert into holds (organizer_id, id, event_id, state, created_at, expires_at, ttl_seconds, pool_ids, pool_quantities, quote_id, total_minor, currency)
     values ($1, $2, $3, $4, now() - make_interval(days => $5 + 1), now() - make_interval(days => $5), 600, '{}', '{}', $2, 0, 'EUR')`,
    [organizerId, id, eventId, state, daysAgo],
  )
  if (ordered) {
    const code = Array.from(id.slice(-8), digit => '23456789ABCDEFGH'[Number.parseInt(digit, 16)]).join('')
    await database.asSuperuser(
      `insert into orders (organizer_id, id, code, event_id, hold_id, state, buyer_name, buyer_email, quote_id, total_minor, currency)
       values ($1, $2, $3, $4, $5, 'expired', 'Mara', 'mara@example.org', $5, 0, 'EUR')`,
      [organizerId, newTenantUuid(organizerId), code, eventId, id],
    )
  }
  return id
}

const left = async (organizerId: string) =>
  (await database.asSuperuser<{ id: string }>('select id from holds where organizer_id = $1', [organizerId])).map(
    row => row.id,
  )

test('holds that ended long ago without an order are gone; live, recent and ordered ones stay', async () => {
  const organizerId = await makeOrganizer(database.db)
  for (const state of ['released', 'expired']) await hold(organizerId, state, DAYS + 1)
  const stay = [
    await hold(organizerId, 'released', DAYS - 1),
    await hold(organizerId, 'expired', DAYS - 1),
    await hold(organizerId, 'live', DAYS + 1),
    await hold(organizerId, 'converted', DAYS + 1),
    await hold(organizerId, 'expired', DAYS + 1, true),
  ]
  await forgetHoldsJob(database.db, { ids: async () => [organizerId] }, DAYS).handle()
  expect((await left(organizerId)).sort()).toEqual(stay.sort())
})

test('no more than a chunk goes at once, and never that of another organizer', async () => {
  const [one, other] = [await makeOrganizer(database.db), await makeOrganizer(database.db)]
  for (let at = 0; at < 5; at++) await hold(one, 'expired', DAYS + 1)
  await hold(other, 'expired', DAYS + 1)
  const go = () => database.db.tenant(one, tx => deleteEndedHolds(tx, DAYS, 2))
  expect([await go(), await go(), await go(), await go()]).toEqual([2, 2, 1, 0])
  expect(await left(other)).toHaveLength(1)
})
