import { newTenantUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeOrganizer } from '../../catalog/testing/catalog.ts'
import { forgetDeviceCodesJob } from './forget-device-codes.job.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

test('sign-in codes that nobody used are gone a day after they ran out', async () => {
  const organizerId = await makeOrganizer(database.db)
  const code = (hash: string, hoursAgo: number) =>
    database.asSuperuser(
      `insert into device_codes (code_hash, organizer_id, device_id, expires_at) values ($1, $2, $3, now() - make_interval(hours => $4))`,
      [Buffer.from(hash), organizerId, newTenantUuid(organizerId), hoursAgo],
    )
  await code('old', 25)
  await code('recent', 23)
  await code('waits', -1)
  await forgetDeviceCodesJob(database.db).handle()
  const left = await database.asSuperuser("select convert_from(code_hash, 'UTF8') as code from device_codes order by 1")
  expect(left).toEqual([{ code: 'recent' }, { code: 'waits' }])
})
