import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDb, type Db } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import type { Scan } from './public.ts'
import { type CheckInAtWork, checkInAtWork, type Door, doorScope, nonce, openDoor } from './testing/check-in-at-work.ts'

const DEVICES = 50
/** Chances enough for two processes to read before either writes. */
const ROUNDS = 10
let base: TestDatabase
/** Two processes: each with its own lane and its own connections. */
let work: CheckInAtWork
let elsewhere: CheckInAtWork
let secondDb: Db
// A database each: some of these tests take the guards away.
beforeEach(async () => {
  base = await testDatabase({ poolSize: 16 })
  secondDb = createDb({ url: base.url, poolSize: 16, applicationName: 'second process' })
  work = await checkInAtWork(base.db)
  elsewhere = await checkInAtWork(secondDb)
})
afterEach(async () => {
  await work[Symbol.asyncDispose]()
  await elsewhere[Symbol.asyncDispose]()
  await secondDb[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

const WITHOUT_LOCK =
  "create or replace function lock_check_in(p_list uuid, p_ticket uuid) returns void language sql as 'select'"
const WITHOUT_KEY = 'drop index scans_one_entry'

const COMPARISON_WITH_HISTORY = '(w.facts is null or w.facts = ('
const COMPARISON_WITHIN_BATCH = '(w.facts is null or w.movements_before = 0)'

/** Takes a comparison out of the function that writes. */
async function without(comparison: string) {
  const [row] = await base.asSuperuser<{ code: string }>("select pg_get_functiondef('record_scans'::regproc) as code")
  expect(row!.code).toContain(comparison)
  await base.asSuperuser(row!.code.replace(comparison, comparison.replace('w.facts is null', 'true')))
}

/** The same code at fifty gates at the same moment: in one process, or half of them in another. */
async function rush(
  door: Door,
  processes: CheckInAtWork[] = [work, elsewhere],
  direction: 'entry' | 'exit' = 'entry',
): Promise<Scan[]> {
  const { code } = await door.sell()
  const scope = doorScope(door.event.organizerId, { deviceId: door.event.eventId, accountId: null })
  return Promise.all(
    Array.from({ length: DEVICES }, (_, gate) =>
      processes[gate % processes.length]!.checkIn.door.scan(scope, {
        listId: door.list.id,
        ticket: { code },
        direction,
        nonce: nonce(),
        method: 'code',
        gateId: null,
        deviceSequence: 0,
      }),
    ),
  )
}
const accepted = (scans: Scan[]) => scans.filter(scan => scan.result === 'accepted').length
/** How many were let in with as many tickets as there were rounds. */
async function letIn(): Promise<number> {
  const door = await openDoor(work)
  let people = 0
  for (let round = 0; round < ROUNDS; round++) people += accepted(await rush(door))
  return people
}
/** Until two came in with one ticket; by chance it takes a while, with the guards in place forever. */
async function letsSeveralIn(processes?: CheckInAtWork[]): Promise<boolean> {
  const door = await openDoor(work)
  for (let round = 0; round < 20 * ROUNDS; round++) if (accepted(await rush(door, processes)) > 1) return true
  return false
}
const counting = async () => {
  const [row] = await base.asSuperuser<{ n: number }>(
    "select count(*)::int as n from scans where result = 'accepted' and direction = 'entry'",
  )
  return row?.n
}

describe('one code at fifty gates at once', () => {
  test.each([
    ['in one batch', () => [work]],
    ['in the batches of two processes', () => [work, elsewhere]],
  ])('%s lets one person in, and tells the others when and where', async (_, processes) => {
    const door = await openDoor(work)
    const scans = await rush(door, processes())
    expect(accepted(scans)).toBe(1)
    const winner = scans.find(scan => scan.result === 'accepted')!
    for (const scan of scans.filter(candidate => candidate !== winner)) {
      expect(scan).toMatchObject({ reason: 'already_used', firstEntry: { at: winner.at } })
    }
    expect(await counting()).toBe(1)
  })

  test('lets one in by the unique key alone', async () => {
    await base.asSuperuser(WITHOUT_LOCK)
    await without(COMPARISON_WITH_HISTORY)
    await without(COMPARISON_WITHIN_BATCH)
    expect(await letIn()).toBe(ROUNDS)
    expect(await counting()).toBe(ROUNDS)
  })

  test('lets one in by the lock and the comparisons alone', async () => {
    await base.asSuperuser(WITHOUT_KEY)
    expect(await letIn()).toBe(ROUNDS)
    expect(await counting()).toBe(ROUNDS)
  })

  test('negative control: lets several in when key and comparison are gone', async () => {
    await base.asSuperuser(WITHOUT_KEY)
    await without(COMPARISON_WITH_HISTORY)
    expect(await letsSeveralIn()).toBe(true)
  })

  test('negative control: lets several in when key and lock are gone', async () => {
    await base.asSuperuser(`${WITHOUT_KEY}; ${WITHOUT_LOCK}`)
    expect(await letsSeveralIn()).toBe(true)
  })

  test('negative control: lets several in from one batch when key and the comparison within it are gone', async () => {
    await base.asSuperuser(WITHOUT_KEY)
    await without(COMPARISON_WITHIN_BATCH)
    expect(await letsSeveralIn([work])).toBe(true)
  })

  test('lets one in for each exit where one may come back', async () => {
    const door = await openDoor(work, { reentry: 'after_exit' })
    const { code } = await door.sell()
    for (let round = 0; round < 3; round++) {
      const scans = await Promise.all(Array.from({ length: 20 }, () => door.scan({ code })))
      expect(accepted(scans)).toBe(1)
      await door.scan({ code }, { direction: 'exit' })
    }
  })

  test('lets everybody in and loses no scan where a list admits again and again', async () => {
    const door = await openDoor(work, { reentry: 'unlimited' })
    expect(accepted(await rush(door))).toBe(DEVICES)
    expect(accepted(await rush(door, [work], 'exit'))).toBe(DEVICES)
    expect(await counting()).toBe(DEVICES)
  })
})

test('one nonce sent fifty times at once is one row and one answer', async () => {
  const door = await openDoor(work)
  const { code } = await door.sell()
  const n = nonce()
  const answers = await Promise.all(Array.from({ length: DEVICES }, () => door.scan({ code }, { nonce: n })))
  expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
  expect(await base.asSuperuser('select 1 from scans')).toHaveLength(1)
})

test('fifty who take one entry back at once take it back once', async () => {
  const door = await openDoor(work)
  const { code } = await door.sell()
  const { id } = await door.scan({ code })
  const undo = () => work.checkIn.door.undo(door.scope, { scanId: id, nonce: nonce(), actor: systemActor })
  const outcomes = await Promise.allSettled(Array.from({ length: DEVICES }, undo))
  expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1)
  expect(await base.asSuperuser("select 1 from scans where direction = 'undo'")).toHaveLength(1)
})

test('one taking back that is sent fifty times at once is one, and each is told of it', async () => {
  const door = await openDoor(work)
  const { code } = await door.sell()
  const { id } = await door.scan({ code })
  const wish = { scanId: id, nonce: nonce(), actor: systemActor }
  const answers = await Promise.all(Array.from({ length: DEVICES }, () => work.checkIn.door.undo(door.scope, wish)))
  expect(answers.every(answer => answer.undone)).toBe(true)
  expect(await base.asSuperuser("select 1 from scans where direction = 'undo'")).toHaveLength(1)
})

test('a scan and a refund at once: whoever enters had a valid ticket when it was decided', async () => {
  const door = await openDoor(work)
  const inTenant = <T>(run: Parameters<typeof base.db.tenant<T>>[1]) => base.db.tenant(door.event.organizerId, run)
  for (let round = 0; round < 10; round++) {
    const { code, lineId, ticket } = await door.sell()
    const [scan] = await Promise.all([
      door.scan({ code }),
      inTenant(tx => work.tickets.voidLines(tx, [lineId], 'refunded')),
    ])
    expect(['accepted', 'void']).toContain(scan.reason)
    expect(await door.scan({ code })).toMatchObject({ result: 'refused' })
    expect(await inTenant(tx => work.tickets.byId(tx, ticket.id))).toMatchObject({ state: 'void' })
  }
})

test('a rule that changes while fifty scan leaves one entry that counts', async () => {
  const door = await openDoor(work, { reentry: 'unlimited' })
  const { code } = await door.sell()
  const scope = { organizerId: door.event.organizerId, eventId: door.event.eventId, actor: systemActor }
  await Promise.all([
    ...Array.from({ length: 25 }, () => door.scan({ code })),
    work.checkIn.lists.change(scope, door.list.id, door.list.version, { reentry: 'none' }),
    ...Array.from({ length: 25 }, () => door.scan({ code })),
  ])
  expect(await base.asSuperuser('select 1 from scans where occupies')).toHaveLength(1)
  expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
})
