import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeOrganizer } from '../../catalog/testing/catalog.ts'
import { forgetGatewayEventsJob } from './forget-gateway-events.job.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

test('events of gateways are forgotten a year after they took effect; one that still waits is kept for ever', async () => {
  const organizerId = await makeOrganizer(database.db)
  const event = (id: string, daysAgo: number, handled: boolean) =>
    database.asSuperuser(
      `insert into gateway_events (organizer_id, gateway, gateway_event_id, kind, payload, received_at, handled_at)
       values ($1, 'sandbox', $2, 'payment.succeeded', '{}', now() - make_interval(days => $3), case when $4 then now() end)`,
      [organizerId, id, daysAgo, handled],
    )
  await event('old', 366, true)
  await event('recent', 364, true)
  await event('old and waiting', 366, false)
  await forgetGatewayEventsJob(database.db, { ids: async () => [organizerId] }, 365).handle()
  const left = await database.asSuperuser('select gateway_event_id from gateway_events order by 1')
  expect(left).toEqual([{ gateway_event_id: 'old and waiting' }, { gateway_event_id: 'recent' }])
})
