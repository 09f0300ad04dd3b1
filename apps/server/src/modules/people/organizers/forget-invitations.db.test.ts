import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { forgetInvitationsJob } from './forget-invitations.job.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

test('an invited address is forgotten once its invitation has long ended, however it ended; one that waits stays', async () => {
  const organizerId = newUuid()
  await database.asSuperuser("insert into organizers (id, slug, name) values ($1, 'kulturhaus', 'Kulturhaus')", [
    organizerId,
  ])
  const invitation = (email: string, ends: { expires: number; accepted?: number; revoked?: number }) =>
    database.asSuperuser(
      `insert into invitations (organizer_id, id, email, role, token_hash, created_at, expires_at, accepted_at, revoked_at)
       values ($1, $2, $3, 'viewer', '\\x00', now() - interval '200 days', now() - make_interval(days => $4),
               now() - make_interval(days => $5), now() - make_interval(days => $6))`,
      [organizerId, newTenantUuid(organizerId), email, ends.expires, ends.accepted ?? null, ends.revoked ?? null],
    )
  await invitation('accepted@example.org', { expires: -7, accepted: 91 })
  await invitation('revoked@example.org', { expires: 10, revoked: 91 })
  await invitation('ran-out@example.org', { expires: 91 })
  await invitation('waits@example.org', { expires: -7 })
  await invitation('recent@example.org', { expires: 89 })
  await forgetInvitationsJob(database.db, { ids: async () => [organizerId] }, 90).handle()
  const left = await database.asSuperuser('select email from invitations order by 1')
  expect(left).toEqual([{ email: 'recent@example.org' }, { email: 'waits@example.org' }])
})
