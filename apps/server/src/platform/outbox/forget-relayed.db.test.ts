import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetOldKeys } from '../http/idempotency.sql.ts'
import { inChunks } from '../jobs/in-chunks.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { forgetRelayed } from './outbox.sql.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

test('events that were relayed long ago are gone; what waits stays, however old it is', async () => {
  const organizerId = newUuid()
  const event = (topic: string, daysAgo: number, relayedDaysAgo: number | null) =>
    database.asSuperuser(
      `insert into outbox (organizer_id, id, topic, subject_id, payload, created_at, relayed_at)
       values ($1, $2, $3, $2, '{}', now() - make_interval(days => $4), now() - make_interval(days => $5))`,
      [organizerId, newTenantUuid(organizerId), topic, daysAgo, relayedDaysAgo],
    )
  await event('old', 31, 31)
  await event('old and waiting', 31, null)
  await event('old and relayed today', 31, 0)
  await event('recent', 29, 29)
  const chunks: number[] = []
  await inChunks(async most => {
    const gone = await database.db.relay(tx => forgetRelayed(tx, 30, most))
    chunks.push(gone)
    return gone
  }, 1)
  expect(chunks).toEqual([1, 0])
  const left = await database.asSuperuser('select topic from outbox order by 1')
  expect(left).toEqual([{ topic: 'old and relayed today' }, { topic: 'old and waiting' }, { topic: 'recent' }])
})

test('a key gets its first answer for a day, and is then forgotten with the answer', async () => {
  const key = (name: string, hoursAgo: number) =>
    database.asSuperuser(
      `insert into idempotency_keys (principal, key, request_hash, status, body, created_at)
       values ('p', $1, '\\x00', 201, '\\x00', now() - make_interval(hours => $2))`,
      [name, hoursAgo],
    )
  for (const name of ['a', 'b', 'c']) await key(`old ${name}`, 25)
  await key('recent', 23)
  expect(await forgetOldKeys(database.db, 24, 2)).toBe(2)
  expect(await forgetOldKeys(database.db, 24, 2)).toBe(1)
  expect(await database.asSuperuser('select key from idempotency_keys')).toEqual([{ key: 'recent' }])
})
