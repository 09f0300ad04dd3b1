import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobs, type Jobs } from '../jobs/jobs.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { defineEvent, emit, type Subscriber, subscriber } from './outbox.ts'
import { createRelay, type Relay } from './relay.ts'

const happened = defineEvent<{ n: number }>('test.happened')
const log = pino({ level: 'silent' })

let database: TestDatabase
let jobs: Jobs
let relay: Relay
let seen: number[]
let failing: (n: number) => boolean
const organizerId = newUuid()

beforeEach(async () => {
  database = await testDatabase()
  seen = []
  failing = () => false
  const subscribers: Subscriber[] = [
    subscriber(happened, 'note', async event => {
      if (failing(event.payload.n)) throw new Error('not today')
      seen.push(event.payload.n)
    }),
  ]
  jobs = createJobs({ url: database.url, role: 'tessera_app', subscribers, periodic: [], log })
  await jobs.prepare()
  relay = createRelay(database.db, jobs, subscribers, log)
})
afterEach(async () => {
  await jobs[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const tell = (n: number) => database.db.tenant(organizerId, tx => emit(tx, happened, newTenantUuid(organizerId), { n }))

describe('the outbox', () => {
  it('tells nothing of a change that was rolled back', async () => {
    const undone = database.db.tenant(organizerId, async tx => {
      await emit(tx, happened, newTenantUuid(organizerId), { n: 1 })
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow()
    await tell(2)
    await relay.drain()
    await jobs.runDue()
    expect(seen).toEqual([2])
  })

  it('hands each event over once, however many relays run', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => tell(n)))
    const counts = await Promise.all([relay.drain(), relay.drain(), relay.drain()])
    expect(counts.reduce((a, b) => a + b)).toBe(40)
    await jobs.runDue()
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n))
  })

  it('is read by the relay alone: another organizer sees nothing of it, and nobody without one', async () => {
    await tell(1)
    const rows = await database.db.tenant(newUuid(), tx => tx.selectFrom('outbox').selectAll().execute())
    const outside = await database.db.global(tx => tx.selectFrom('outbox').selectAll().execute())
    expect([rows.length, outside.length]).toEqual([0, 0])
    await expect(database.db.tenant(organizerId, tx => tx.deleteFrom('outbox').execute())).rejects.toThrow(
      /permission denied/,
    )
  })
})

describe('a job', () => {
  it('that fails leaves its neighbours of the batch alone and is tried again', async () => {
    failing = n => n === 2
    for (const n of [1, 2, 3]) await tell(n)
    await relay.drain()
    await jobs.runDue()
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 3])
    failing = () => false
    await database.asSuperuser("update jobs.job set start_after = now() where state = 'retry'")
    await jobs.runDue()
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  })

  it('that keeps failing ends as a dead letter, and can be put back', async () => {
    failing = () => true
    await tell(7)
    await relay.drain()
    for (let round = 0; round < 12; round++) {
      await database.asSuperuser("update jobs.job set start_after = now() where state = 'retry'")
      await jobs.runDue()
    }
    const queue = 'on.test.happened.note'
    const [dead] = await database.asSuperuser<{ n: number }>(
      'select count(*)::int as n from jobs.job where name = $1',
      [`${queue}.dead`],
    )
    expect(dead?.n).toBe(1)
    failing = () => false
    expect(await jobs.replayDead(queue)).toBe(1)
    await jobs.runDue()
    expect(seen).toEqual([7])
  })
})
