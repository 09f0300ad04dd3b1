import { newTenantUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inChunks } from '../../../platform/jobs/in-chunks.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeOrganizer } from '../../catalog/testing/catalog.ts'
import { forgetMailsJob } from './forget-mails.job.ts'
import { deleteKeptMails } from './mails.sql.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

test('to whom a mail went is forgotten after its period; one that is still to be sent stays', async () => {
  const organizerId = await makeOrganizer(database.db)
  const mail = (cause: string, state: string, daysAgo: number) =>
    database.asSuperuser(
      `insert into mails (organizer_id, id, cause, recipient, template, subject, locale, state, created_at)
       values ($1, $2, $3, 'mara@example.org', 'order_paid', 'Tickets', 'en', $4, now() - make_interval(days => $5))`,
      [organizerId, newTenantUuid(organizerId), cause, state, daysAgo],
    )
  await mail('old', 'sent', 366)
  await mail('old and failed', 'failed', 366)
  await mail('old and queued', 'queued', 366)
  await mail('recent', 'sent', 364)
  await forgetMailsJob(database.db, { ids: async () => [organizerId] }, 365).handle()
  const left = await database.asSuperuser('select cause from mails order by 1')
  expect(left).toEqual([{ cause: 'old and queued' }, { cause: 'recent' }])
})

test('the mailbox page keeps whole mails for a week, and lets the rest go in chunks', async () => {
  await database.asSuperuser(
    `insert into mailbox (id, recipient, subject, raw, received_at)
     select gen_random_uuid(), 'mara@example.org', case when n > 5 then 'recent' else 'old' end, '\\x00',
            now() - make_interval(days => case when n > 5 then 6 else 8 end) from generate_series(1, 7) n`,
  )
  const chunks: number[] = []
  await inChunks(async most => {
    const gone = await deleteKeptMails(database.db, 7, most)
    chunks.push(gone)
    return gone
  }, 2)
  expect(chunks).toEqual([2, 2, 1])
  expect(await database.asSuperuser('select subject from mailbox')).toEqual([
    { subject: 'recent' },
    { subject: 'recent' },
  ])
})
