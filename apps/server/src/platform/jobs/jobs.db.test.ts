import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { defineEvent, emit, type Subscriber, subscriber } from '../outbox/outbox.ts'
import { createRelay } from '../outbox/relay.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { createJobs, type Job, type Jobs } from './jobs.ts'

const happened = defineEvent<{ n: number }>('test.happened')
const log = pino({ level: 'silent' })
const organizerId = newUuid()

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database[Symbol.asyncDispose]())

const jobsWith = (subscribers: Subscriber[], periodic: Job[] = []): Jobs =>
  createJobs({ url: database.url, role: 'tessera_app', subscribers, periodic, log })
const tell = (n: number) => database.db.tenant(organizerId, tx => emit(tx, happened, newTenantUuid(organizerId), { n }))
const states = async () =>
  (await database.asSuperuser<{ state: string }>(`select state from jobs.job where name like 'on.%'`)).map(
    row => row.state,
  )

describe('a worker that is asked to stop', () => {
  it('finishes what it began, and leaves the rest to the next one', async () => {
    const [begun, done] = [new Set<number>(), new Set<number>()]
    const slow = subscriber(happened, 'slow', async ({ payload: { n } }) => {
      begun.add(n)
      await sleep(400)
      done.add(n)
    })
    const first = jobsWith([slow])
    await first.prepare()
    const relay = createRelay(database.db, first, [slow], log)
    for (const n of [1, 2, 3]) await tell(n)
    await relay.drain()
    await first.start()
    while (begun.size === 0) await sleep(20)
    await first[Symbol.asyncDispose]()
    expect([...done], 'nothing is cut off half way').toEqual([...begun])
    const second = jobsWith([slow])
    await second.runDue()
    await second[Symbol.asyncDispose]()
    expect(done).toEqual(new Set([1, 2, 3]))
    expect(await states()).toEqual(['completed', 'completed', 'completed'])
  })
})

test('a queue whose connections break says so, and goes on with new ones', async () => {
  const seen: number[] = []
  const told: string[] = []
  const note = subscriber(happened, 'note', async ({ payload: { n } }) => void seen.push(n))
  const listening = pino({ level: 'error' }, { write: (text: string) => void told.push(text) })
  const jobs = createJobs({ url: database.url, role: 'tessera_app', subscribers: [note], periodic: [], log: listening })
  await jobs.prepare()
  await database.asSuperuser(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tessera jobs'",
  )
  await vi.waitFor(() => expect(told.join()).toContain('the job queue reports an error'))
  await tell(1)
  await createRelay(database.db, jobs, [note], log).drain()
  await jobs.runDue()
  await jobs[Symbol.asyncDispose]()
  expect(seen).toEqual([1])
})

describe('an event', () => {
  it('whose relay dies between reading and enqueueing is relayed by the next one', async () => {
    const seen: number[] = []
    const reaction = subscriber(happened, 'note', async ({ payload: { n } }) => void seen.push(n))
    const jobs = jobsWith([reaction])
    await jobs.prepare()
    await tell(1)
    const dying: Jobs = { ...jobs, insert: () => Promise.reject(new Error('killed here')) }
    await expect(createRelay(database.db, dying, [reaction], log).drain()).rejects.toThrow('killed here')
    await createRelay(database.db, jobs, [reaction], log).drain()
    await jobs.runDue()
    await jobs[Symbol.asyncDispose]()
    expect(seen).toEqual([1])
  })
})

type Parser = { parse(cron: string, options: { tz: string; currentDate: Date }): { next(): { toDate(): Date } } }

describe('a periodic job', () => {
  it('keeps the zone of its clock', async () => {
    const night = { name: 'test.night', cron: '30 2 * * *', timezone: 'Europe/Berlin', handle: async () => {} }
    const jobs = jobsWith([], [night])
    await jobs.prepare()
    const rows = await database.asSuperuser('select cron, timezone from jobs.schedule')
    await jobs[Symbol.asyncDispose]()
    expect(rows).toEqual([{ cron: '30 2 * * *', timezone: 'Europe/Berlin' }])
  })

  it('comes once a day, at its hour, on the days when the clocks change', () => {
    // The very parser with which the queue decides what is due.
    const queue = createRequire(createRequire(import.meta.url).resolve('pg-boss'))
    const { CronExpressionParser } = queue('cron-parser') as { CronExpressionParser: Parser }
    const following = (cron: string, from: string, count: number) => {
      const times = CronExpressionParser.parse(cron, { tz: 'Europe/Berlin', currentDate: new Date(from) })
      return Array.from({ length: count }, () => times.next().toDate().toISOString())
    }
    // 02:30 does not exist on 28 March 2027 and exists twice on 31 October.
    expect(following('30 2 * * *', '2027-03-26T12:00:00Z', 3)).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:30:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ])
    expect(following('30 2 * * *', '2027-10-30T12:00:00Z', 2)).toEqual([
      '2027-10-31T00:30:00.000Z',
      '2027-11-01T01:30:00.000Z',
    ])
    expect(following('0 9 * * *', '2027-03-27T12:00:00Z', 1)).toEqual(['2027-03-28T07:00:00.000Z'])
  })
})
