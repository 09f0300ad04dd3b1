import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createCodeReader } from './code-reader.ts'
import { type Decided, readBases, recordScans } from './scan-batch.sql.ts'
import { askingOf, decideScan, type ScanWish } from './scan-ticket.ts'
import { lockListAlone, lockPairs } from './scans.sql.ts'
import { type CheckInAtWork, checkInAtWork, type Door, nonce, openDoor } from './testing/check-in-at-work.ts'

let base: TestDatabase
let work: CheckInAtWork
beforeAll(async () => {
  base = await testDatabase()
  work = await checkInAtWork(base.db)
})
afterAll(async () => {
  await work[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

type Wanted = { code: string; direction?: 'entry' | 'exit'; nonce?: string; listId?: string }

/** Decides all of them by what stands now; whatever comes between this and the writing, a test puts there. */
async function decided(door: Door, ...wanted: Wanted[]): Promise<Decided[]> {
  const codes = createCodeReader(work.tickets)
  const asking = wanted.map(({ code, direction = 'entry', nonce: n = nonce(), listId = door.list.id }) => {
    const wish: ScanWish = {
      listId,
      ticket: { code },
      direction,
      nonce: n,
      method: 'code',
      gateId: null,
      deviceSequence: 0,
    }
    return askingOf(codes, door.scope, wish)
  })
  const asked = asking.map(({ wish, claimed }) => ({ listId: wish.listId, ticketId: claimed, nonce: wish.nonce }))
  const bases = await readBases(base.db, door.event.organizerId, asked)
  return Promise.all(
    asking.map(async one => {
      const facts = bases.facts.filter(fact => fact.list_id === one.wish.listId && fact.ticket_id === one.claimed)
      const verdict = await decideScan(codes, one, bases, facts)
      if (verdict.kind !== 'decided') throw new Error(verdict.kind)
      return verdict.decided
    }),
  )
}
const record = async (door: Door, batch: readonly Decided[]) =>
  (await recordScans(base.db, door.event.organizerId, batch)).map(at => at !== null)
const refusalOf = ({ scan }: Decided): Decided => ({
  guard: null,
  scan: { ...scan, result: 'refused', reason: 'list_closed', occupies: false, window_key: null },
})
const outcomes = (batch: readonly Decided[]) => batch.map(({ scan }) => scan.reason)
const scopeOf = ({ event: { organizerId, eventId } }: Door) => ({ organizerId, eventId, actor: systemActor })
const occupying = async (door: Door) =>
  base.asSuperuser<{ list_id: string; ticket_id: string }>(
    'select list_id, ticket_id from scans where event_id = $1 and occupies order by id',
    [door.event.eventId],
  )
const inTenant = (door: Door, run: Parameters<typeof base.db.tenant<unknown>>[1]) =>
  base.db.tenant(door.event.organizerId, run)

type Sold = Awaited<ReturnType<Door['sell']>>
describe('an acceptance is not written when meanwhile', () => {
  test.each<[string, (door: Door, sold: Sold) => Promise<unknown>]>([
    ['the list was closed', door => work.checkIn.lists.change(scopeOf(door), door.list.id, 1, { closed: true })],
    ['the list was put away', door => work.checkIn.lists.remove(scopeOf(door), door.list.id, 1)],
    [
      'the ticket was refunded',
      (door, sold) => inTenant(door, tx => work.tickets.voidLines(tx, [sold.lineId], 'refunded')),
    ],
    ['the code was replaced', (door, sold) => inTenant(door, tx => work.tickets.reissue(tx, sold.ticket.id))],
    ['the ticket was used', (door, sold) => door.scan({ code: sold.code })],
    [
      'the ticket was used and left again',
      async (door, sold) => {
        await door.scan({ code: sold.code })
        await door.scan({ code: sold.code }, { direction: 'exit' })
      },
    ],
  ])('%s', async (_name, meanwhile) => {
    const door = await openDoor(work)
    const sold = await door.sell()
    // Beside them, a list and a ticket that stay as they were.
    await Promise.all([door.addList(), door.sell()])
    const batch = await decided(door, { code: sold.code })
    expect(outcomes(batch)).toEqual(['accepted'])
    await meanwhile(door, sold)
    expect(await record(door, batch)).toEqual([false])
    expect(await base.asSuperuser('select 1 from scans where nonce = $1', [batch[0]!.scan.nonce])).toEqual([])
  })
})

const waiting = () =>
  base.asSuperuser("select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'")

test.each<[string, (tx: Tx, door: Door, ticketId: string) => Promise<void>]>([
  ['changes the list', (tx, door) => lockListAlone(tx, door.list.id)],
  ['is about the same ticket', (tx, door, ticketId) => lockPairs(tx, [{ listId: door.list.id, ticketId }])],
])('an acceptance waits for whoever %s', async (_name, lock) => {
  const door = await openDoor(work)
  const { code, ticket } = await door.sell()
  const batch = await decided(door, { code })
  const written = await base.db.tenant(door.event.organizerId, async tx => {
    await lock(tx, door, ticket.id)
    const recording = record(door, batch)
    await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(1)
    return { recording }
  })
  expect(await written.recording).toEqual([true])
})

test.each<[string, (door: Door) => Promise<unknown>]>([
  ['changes', door => work.checkIn.lists.change(scopeOf(door), door.list.id, 1, { closed: true })],
  ['puts away', door => work.checkIn.lists.remove(scopeOf(door), door.list.id, 1)],
])(
  'whoever %s a list waits for those who are being let in by it, and nobody enters by it after',
  async (_name, act) => {
    const door = await openDoor(work)
    const { ticket } = await door.sell()
    const done = await base.db.tenant(door.event.organizerId, async tx => {
      await lockPairs(tx, [{ listId: door.list.id, ticketId: ticket.id }])
      const acting = act(door)
      await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(1)
      return { acting }
    })
    await done.acting
  },
)

test('a refusal waits for nobody: it lets nobody in', async () => {
  const door = await openDoor(work)
  const { code, ticket } = await door.sell()
  await inTenant(door, tx => work.tickets.reissue(tx, ticket.id))
  const batch = await decided(door, { code })
  expect(outcomes(batch)).toEqual(['replaced'])
  await inTenant(door, async tx => {
    await lockListAlone(tx, door.list.id)
    await lockPairs(tx, [{ listId: door.list.id, ticketId: ticket.id }])
    expect(await record(door, batch)).toEqual([true])
  })
})

describe('in one batch', () => {
  test('a ticket enters once, other tickets beside it, and a refusal is in nobody’s way', async () => {
    const door = await openDoor(work)
    const [one, other] = [await door.sell(), await door.sell()]
    const reissued = await base.db.tenant(door.event.organizerId, tx => work.tickets.reissue(tx, one.ticket.id))
    const code = await work.tickets.codeOf(reissued)
    const batch = await decided(door, one, { code }, other, { code }, { code: 'nonsense' })
    expect(outcomes(batch)).toEqual(['replaced', 'accepted', 'accepted', 'accepted', 'unknown_ticket'])
    expect(await record(door, batch)).toEqual([true, true, true, false, true])
  })

  test('a nonce is written once, and one that was here before not at all', async () => {
    const door = await openDoor(work, { reentry: 'unlimited' })
    const sold = await door.sell()
    const twice = { code: sold.code, nonce: nonce() }
    const batch = await decided(door, twice, twice, sold)
    expect(await record(door, batch)).toEqual([true, false, true])
    expect(await record(door, batch)).toEqual([false, false, false])
  })

  test('an exit does not overtake the entry before it, which would keep the place of somebody who is gone', async () => {
    const door = await openDoor(work, { reentry: 'after_exit' })
    const sold = await door.sell()
    const exit = { code: sold.code, direction: 'exit' } as const
    const batch = await decided(door, sold, exit)
    expect(await record(door, batch)).toEqual([true, false])
    expect(await record(door, await decided(door, exit))).toEqual([true])
    expect(await door.scan(sold)).toMatchObject({ result: 'accepted' })
  })

  test('an exit gives up the place of its own ticket on its own list and no other', async () => {
    const door = await openDoor(work, { reentry: 'after_exit' })
    const [second, once] = [await door.addList({ reentry: 'after_exit' }), await door.addList()]
    const [gone, stays] = [await door.sell(), await door.sell()]
    for (const { code } of [gone, stays]) await door.scan({ code })
    for (const { id } of [second, once]) await door.scan(gone, { listId: id })
    const exit = { code: gone.code, direction: 'exit' } as const
    const exits = await decided(door, exit, exit, { ...exit, listId: once.id })
    expect(await record(door, exits)).toEqual([true, true, true])
    expect(await occupying(door)).toEqual([
      { list_id: door.list.id, ticket_id: stays.ticket.id },
      { list_id: second.id, ticket_id: gone.ticket.id },
      { list_id: once.id, ticket_id: gone.ticket.id },
    ])
  })

  test('an exit that comes a second time gives up nothing of who has come back since', async () => {
    const door = await openDoor(work, { reentry: 'after_exit' })
    const sold = await door.sell()
    await door.scan(sold)
    const exit = await decided(door, { code: sold.code, direction: 'exit' })
    expect(await record(door, exit)).toEqual([true])
    await door.scan(sold)
    expect(await record(door, exit)).toEqual([false])
    expect(await occupying(door)).toHaveLength(1)
  })

  test('what is written together is of one moment, so that no two movements of a ticket change places', async () => {
    const door = await openDoor(work, { reentry: 'unlimited' })
    const { code } = await door.sell()
    // More than fit into a millisecond.
    const batch = await decided(door, ...Array.from({ length: 200 }, () => ({ code })))
    const { organizerId } = door.event
    const moments = (await recordScans(base.db, organizerId, batch)).map(at => at!.getTime())
    expect(new Set(moments).size).toBe(1)
  })

  test('scans of one millisecond are told apart by a number that goes on from scan to scan', async () => {
    const door = await openDoor(work, { reentry: 'unlimited' })
    const sold = await door.sell()
    const movements = ['entry', 'exit', 'entry', 'exit'] as const
    await door.scan(sold)
    // What does not count: another ticket, another list, a refusal.
    await door.scan(await door.sell())
    await door.scan(sold, { listId: (await door.addList({ reentry: 'unlimited' })).id })
    await record(door, (await decided(door, sold)).map(refusalOf))
    await record(door, await decided(door, ...movements.map(direction => ({ code: sold.code, direction }))))
    const rows = await base.asSuperuser<{ direction: string }>(
      'select direction, device_sequence::int as n from scans where list_id = $1 and ticket_id = $2 and result = $3 order by n',
      [door.list.id, sold.ticket.id, 'accepted'],
    )
    expect(rows).toEqual(['entry', ...movements].map((direction, n) => ({ direction, n })))
  })
})

test('whoever leaves has not entered, and is not told of as if', async () => {
  const door = await openDoor(work)
  const sold = await door.sell()
  await record(door, await decided(door, { code: sold.code, direction: 'exit' }, { code: 'nonsense' }))
  const told = await base.asSuperuser(
    "select 1 from outbox where topic = 'checkin.entered' and payload ->> 'list_id' = $1",
    [door.list.id],
  )
  expect(told).toEqual([])
})
