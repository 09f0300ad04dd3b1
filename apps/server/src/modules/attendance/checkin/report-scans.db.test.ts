import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import type { OfflineScan } from './report-scans.ts'
import { type CheckInAtWork, checkInAtWork, type Door, doorScope, nonce, openDoor } from './testing/check-in-at-work.ts'

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

const MINUTE = 60_000
const ACCEPTED = { reason: 'accepted', windowKey: null } as const
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE)

const offline = (door: Door, ticket: OfflineScan['ticket'], more: Partial<OfflineScan> = {}): OfflineScan => ({
  listId: door.list.id,
  ticket,
  direction: 'entry',
  undoes: null,
  nonce: nonce(),
  method: 'code',
  gateId: null,
  deviceSequence: 0,
  scannedAt: minutesAgo(10),
  clockOffsetMs: 0,
  verdict: ACCEPTED,
  ...more,
})
const device = (door: Door) => doorScope(door.event.organizerId, { accountId: null, deviceId: door.event.eventId })
const report = (door: Door, ...scans: OfflineScan[]) => work.checkIn.door.report(device(door), scans, null)

type Row = Record<'nonce' | 'double' | 'ticket_id', string> & Record<'conflict' | 'occupies' | 'undone', boolean>
/** What the server has come to, told by nonces: ids and the times of receipt differ from run to run. */
const state = (door: Door) =>
  base.asSuperuser<Row>(
    `select s.nonce, s.direction, s.result, s.reason, s.window_key, s.scanned_at, s.conflict, s.occupies, s.doubt,
            s.undone_at is not null as undone, f.nonce as double
       from scans s left join scans f on f.organizer_id = s.organizer_id and f.id = s.double_of
      where s.list_id = $1 order by s.nonce`,
    [door.list.id],
  )

describe('what a device did while it was offline', () => {
  test('stands, at the time corrected by how far its clock was off', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const dayAhead = new Date(Date.now() + 24 * 60 * MINUTE)
    const wish = offline(door, { code }, { scannedAt: dayAhead, clockOffsetMs: -24 * 60 * MINUTE - 5 * MINUTE })
    const [reported] = await report(door, wish)
    expect(reported).toMatchObject({ outcome: 'stored', scan: { result: 'accepted', conflict: false } })
    expect(reported!.scan!.at).toEqual(new Date(dayAhead.getTime() - 24 * 60 * MINUTE - 5 * MINUTE))
    expect(await door.scan({ code })).toMatchObject({ reason: 'already_used', firstEntry: { at: reported!.scan!.at } })
  })

  test('is corrected by the time of sending where the device does not know better', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const behind = 3 * 60 * MINUTE
    const wish = offline(door, { code }, { scannedAt: minutesAgo(180 + 20), clockOffsetMs: null })
    const sentAt = new Date(Date.now() - behind)
    const [reported] = await work.checkIn.door.report(device(door), [wish], sentAt)
    expect(Math.abs(reported!.scan!.at.getTime() - minutesAgo(20).getTime())).toBeLessThan(MINUTE)
  })

  test('never lies in the future, whatever its clock says', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const [reported] = await report(door, offline(door, { code }, { scannedAt: new Date('2099-01-01T00:00:00Z') }))
    expect(reported!.scan!.at.getTime()).toBeLessThan(Date.now() + MINUTE)
  })

  test('is stored once however often it is sent, and answered the same', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const wish = offline(door, { code })
    const [first] = await report(door, wish, wish)
    const [again] = await report(door, wish)
    expect(again).toEqual({ ...first, outcome: 'known' })
    expect(await state(door)).toHaveLength(1)
  })

  test('may be a refusal, which is kept as what it was', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const wish = offline(door, { code }, { verdict: { reason: 'list_closed', windowKey: null } })
    const [reported] = await report(door, wish)
    expect(reported!.scan).toMatchObject({ result: 'refused', reason: 'list_closed', conflict: false })
    expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
  })

  test('without a decision of its own is decided here', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const [one, two] = [
      offline(door, { code }, { verdict: null }),
      offline(door, { code }, { verdict: null, scannedAt: minutesAgo(5) }),
    ]
    const reported = await report(door, two, one)
    expect(reported.map(({ scan }) => scan!.reason)).toEqual(['already_used', 'accepted'])
  })

  test('on a list that it may not use is answered for itself, and the rest is stored', async () => {
    const [door, stranger] = [await openDoor(work), await openDoor(work)]
    const { code } = await door.sell()
    const reported = await report(door, offline(stranger, { code }), offline(door, { code }))
    expect(reported.map(({ outcome }) => outcome)).toEqual(['not_found', 'stored'])
    expect(await state(stranger)).toHaveLength(0)
  })
})

describe('conflicts are flagged and nothing is dropped', () => {
  test('a ticket let in by two devices that did not hear each other: the earlier keeps its right', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const [early, late] = [offline(door, { code }, { scannedAt: minutesAgo(30) }), offline(door, { code })]
    const online = await door.scan({ code })
    expect(online.result).toBe('accepted')
    await report(door, late)
    const [reported] = await report(door, early)
    expect(reported!.scan).toMatchObject({ result: 'accepted', conflict: false })
    const rows = new Map((await state(door)).map(row => [row.nonce, row]))
    expect(rows.get(early.nonce)).toMatchObject({ occupies: true, conflict: false })
    expect(rows.get(late.nonce)).toMatchObject({ occupies: false, conflict: true, double: early.nonce })
    expect(rows.get(online.nonce)).toMatchObject({ occupies: false, conflict: true, double: early.nonce })
    expect(await work.checkIn.door.counts(door.scope, door.list.id)).toEqual({ expected: 1, entered: 1, inside: 1 })
    const page = { listId: door.list.id, conflictsOnly: true, limit: 10, after: null }
    expect(await work.checkIn.door.scans(door.scope, page)).toHaveLength(2)
  })

  test.each(['entry first', 'undo first'])('an entry taken back by another device than let it in: %s', async order => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const entry = offline(door, { code }, { scannedAt: minutesAgo(9) })
    const undo = offline(door, { code }, { direction: 'undo', undoes: entry.nonce, scannedAt: minutesAgo(8) })
    const stranger = doorScope(door.event.organizerId, { accountId: null, deviceId: door.list.id })
    const logs = [() => report(door, entry), () => work.checkIn.door.report(stranger, [undo], null)]
    for (const send of order === 'entry first' ? logs : logs.toReversed()) await send()
    const page = { listId: door.list.id, conflictsOnly: true, limit: 10, after: null }
    expect(await work.checkIn.door.scans(door.scope, page)).toMatchObject([
      { nonce: undo.nonce, conflictReason: 'undo_elsewhere' },
    ])
    expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
    // Its own scans a device may take back, and nobody is bothered.
    const own = offline(door, { code }, { scannedAt: minutesAgo(7) })
    await report(door, own, { ...undo, nonce: nonce(), undoes: own.nonce, scannedAt: minutesAgo(6) })
    expect(await work.checkIn.door.scans(door.scope, page)).toHaveLength(1)
  })

  test('a ticket refunded before it was let in, but not one refunded after', async () => {
    const door = await openDoor(work)
    const sold = await door.sell()
    await base.db.tenant(door.event.organizerId, tx => work.tickets.voidLines(tx, [sold.lineId], 'refunded'))
    const now = new Date()
    const before = offline(door, { code: sold.code }, { scannedAt: new Date(now.getTime() - 5 * MINUTE) })
    const other = await door.sell()
    await base.db.tenant(door.event.organizerId, tx => work.tickets.voidLines(tx, [other.lineId], 'refunded'))
    await base.asSuperuser(`update tickets set voided_at = now() - interval '1 hour' where id = '${other.ticket.id}'`)
    const reported = await report(door, before, offline(door, { code: other.code }))
    expect(reported[0]!.scan).toMatchObject({ result: 'accepted', conflict: false })
    expect(reported[1]!.scan).toMatchObject({ result: 'accepted', conflict: true, conflictReason: 'void' })
  })

  test('a code that was replaced twice is good until it was replaced and no longer', async () => {
    const door = await openDoor(work, { reentry: 'unlimited' })
    const { ticket, code: first } = await door.sell()
    const reissue = () => base.db.tenant(door.event.organizerId, tx => work.tickets.reissue(tx, ticket.id))
    const second = await work.tickets.codeOf(await reissue())
    await reissue()
    await base.asSuperuser(
      "update tickets set code_changes = array[code_changes[1] - interval '20 minutes', code_changes[2] - interval '10 minutes'] where id = $1",
      [ticket.id],
    )
    const at = (code: string, minutes: number) => offline(door, { code }, { scannedAt: minutesAgo(minutes) })
    const reported = await report(door, at(first, 25), at(first, 15), at(second, 15), at(second, 5))
    const doubts = reported.map(({ scan }) => scan?.conflictReason)
    expect(doubts).toEqual([null, 'replaced', null, 'replaced'])
  })

  test('a ticket of another event tells nothing about itself, whatever the device says of it', async () => {
    const door = await openDoor(work)
    const other = await openDoor(work, {}, { organizerId: door.event.organizerId })
    const { code } = await other.sell()
    const refused = offline(door, { code }, { verdict: { reason: 'already_used', windowKey: null } })
    for (const { scan } of await report(door, offline(door, { code }), refused)) expect(scan!.ticket).toBeNull()
  })

  test('a code that nobody signed is not accepted afterwards either, and is seen', async () => {
    const door = await openDoor(work)
    const [reported] = await report(door, offline(door, { code: 'T1FORGED' }))
    expect(reported!.scan).toMatchObject({
      result: 'refused',
      reason: 'unknown_ticket',
      conflict: true,
      conflictReason: 'unproven_code',
    })
  })

  test('a nonce that stands for something else is kept under another one, once', async () => {
    const door = await openDoor(work)
    const [a, b] = [await door.sell(), await door.sell()]
    const first = offline(door, { code: a.code })
    const worn = offline(door, { code: b.code }, { nonce: first.nonce })
    for (let k = 0; k < 2; k++) {
      const reported = await report(door, first, worn)
      expect(reported[1]!.scan).toMatchObject({ result: 'accepted', conflict: true, conflictReason: 'nonce_reused' })
    }
    expect(await state(door)).toHaveLength(2)
    expect(await door.scan({ code: b.code })).toMatchObject({ reason: 'already_used' })
  })
})

test('logs of several devices come to the same in any order, one by one or all at once, also when sent twice', async () => {
  const seeds = [1, 2, 3]
  for (const reentry of ['none', 'after_exit', 'unlimited'] as const) {
    const doors = await Promise.all([
      openDoor(work, { reentry }),
      openDoor(work, { reentry }),
      openDoor(work, { reentry }),
    ])
    // The same story at three doors, told to the server in three ways.
    const story = randomStory(seeds.shift()!)
    const told = await Promise.all(doors.map(door => tell(door, story)))
    for (const scan of told[0]!) await report(doors[0], scan)
    await report(doors[1], ...told[1]!.toReversed())
    const [odd, even] = [told[2]!.filter((_, index) => index % 2), told[2]!.filter((_, index) => index % 2 === 0)]
    await Promise.all([report(doors[2], ...odd), report(doors[2], ...even), report(doors[2], ...odd)])
    const states = await Promise.all(doors.map(state))
    expect(states[0]!.length).toBe(story.length)
    expect(states[0]!.some(row => row.conflict)).toBe(reentry !== 'unlimited')
    expect(named(states[1]!)).toEqual(named(states[0]!))
    expect(named(states[2]!)).toEqual(named(states[0]!))
  }
})

type Chapter = {
  ticket: number
  direction: 'entry' | 'exit' | 'undo'
  undoes: number
  minute: number
  sequence: number
}

/** Three tickets, thirty movements, by a small generator of our own: the same in every run. */
function randomStory(seed: number): Chapter[] {
  let drawn = seed * 7919
  const draw = (below: number) => {
    drawn = (drawn * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((drawn / 2_147_483_648) * below)
  }
  return Array.from({ length: 30 }, (_, sequence) => ({
    ticket: draw(3),
    direction: (['entry', 'entry', 'entry', 'exit', 'undo'] as const)[draw(5)]!,
    undoes: draw(30),
    minute: draw(60),
    sequence,
  }))
}

async function tell(door: Door, story: readonly Chapter[]): Promise<OfflineScan[]> {
  const tickets = await Promise.all([door.sell(), door.sell(), door.sell()])
  const start = new Date('2026-01-01T20:00:00Z').getTime()
  const nonceOf = (index: number) =>
    `${door.event.eventId.replaceAll('-', '').slice(0, 24)}_${String(index).padStart(2, '0')}`
  return story.map(({ ticket, direction, undoes, minute, sequence }, index) =>
    offline(
      door,
      { code: tickets[ticket]!.code },
      {
        direction,
        undoes: direction === 'undo' ? nonceOf(undoes) : null,
        nonce: nonceOf(index),
        scannedAt: new Date(start + minute * MINUTE),
        deviceSequence: sequence,
      },
    ),
  )
}

/** Nonces are unique on the organizer; without the part that names the door, the three states compare. */
function named(rows: Row[]) {
  const short = (text: string | null) => text?.split('_')[1] ?? null
  return rows.map(row => ({ ...row, nonce: short(row.nonce), double: short(row.double), window_key: null }))
}

test('what was reported can be taken back by its id', async () => {
  const door = await openDoor(work)
  const { code } = await door.sell()
  const [reported] = await report(door, offline(door, { code }))
  const wish = { scanId: reported!.scan!.id, nonce: nonce(), actor: systemActor }
  expect(await work.checkIn.door.undo(door.scope, wish)).toMatchObject({ undone: true })
  expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
})
