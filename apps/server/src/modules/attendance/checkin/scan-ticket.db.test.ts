import { newTenantUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
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

const HOUR = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR)
const rowsOf = (door: Door) =>
  base.asSuperuser<{ result: string; reason: string; occupies: boolean }>(
    'select result, reason, occupies from scans where event_id = $1 order by id',
    [door.event.eventId],
  )

describe('each refusal has its reason', () => {
  const refused = (reason: string) => ({ result: 'refused', reason })

  test('already_used, with when and where it was first used', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const scope = { organizerId: door.event.organizerId, eventId: door.event.eventId, actor: systemActor }
    const gate = await work.checkIn.gates.add(scope, 'Nordtor')
    const first = await door.scan({ code }, { gateId: gate.id })
    expect(first).toMatchObject({ result: 'accepted', reason: 'accepted', ticket: { attendeeName: 'Jürgen Größer' } })
    expect(await door.scan({ code })).toMatchObject({
      ...refused('already_used'),
      firstEntry: { at: first.at, gateId: gate.id, gateName: 'Nordtor' },
      ticket: { attendeeName: 'Jürgen Größer' },
    })
  })

  test('void and replaced', async () => {
    const door = await openDoor(work)
    const [sold, renamed] = [await door.sell(), await door.sell()]
    const inTenant = <T>(run: Parameters<typeof base.db.tenant<T>>[1]) => base.db.tenant(door.event.organizerId, run)
    await inTenant(tx => work.tickets.voidLines(tx, [sold.lineId], 'refunded'))
    expect(await door.scan({ code: sold.code })).toMatchObject(refused('void'))
    const after = await inTenant(tx => work.tickets.rename(tx, renamed.lineId, { name: 'Neue', email: null }))
    expect(await door.scan({ code: renamed.code })).toMatchObject(refused('replaced'))
    expect(await door.scan({ code: await work.tickets.codeOf(after!) })).toMatchObject({ result: 'accepted' })
  })

  test('not_paid, although its ticket stands', async () => {
    const door = await openDoor(work)
    const { code, ticket } = await door.sell()
    await base
      .asSuperuser(`update orders set state = 'awaiting_payment' where id = '${ticket.orderId}'`)
      .catch(() => {})
    await base.asSuperuser(
      `alter table orders disable trigger all; update orders set state = 'awaiting_payment' where id = '${ticket.orderId}'; alter table orders enable trigger all`,
    )
    expect(await door.scan({ code })).toMatchObject(refused('not_paid'))
  })

  test('wrong_event, and then nothing about the ticket', async () => {
    const door = await openDoor(work)
    const other = await openDoor(work, {}, { organizerId: door.event.organizerId })
    const { code } = await other.sell()
    expect(await door.scan({ code })).toMatchObject({ ...refused('wrong_event'), ticket: null, firstEntry: null })
  })

  test('wrong_product: an add-on does not admit, unless the list names it', async () => {
    const door = await openDoor(work)
    const { event } = door
    const { code } = await door.sell({ productId: event.addOnId, kind: 'add_on' })
    expect(await door.scan({ code })).toMatchObject(refused('wrong_product'))
    const counter = await door.addList({ productIds: [event.addOnId] })
    expect(await door.scan({ code }, { listId: counter.id })).toMatchObject({ result: 'accepted' })
    const reduced = await door.addList({ variantIds: [event.variantId] })
    const [plain, right] = [await door.sell(), await door.sell({ variantId: event.variantId })]
    expect(await door.scan({ code: right.code }, { listId: reduced.id })).toMatchObject({ result: 'accepted' })
    expect(await door.scan({ code: plain.code }, { listId: reduced.id })).toMatchObject({ result: 'accepted' })
  })

  test('wrong_date, too_early, too_late and list_closed', async () => {
    const dates = [
      { startsAt: inHours(-48), endsAt: inHours(-45) },
      { startsAt: inHours(1), endsAt: inHours(4) },
      { startsAt: inHours(48), endsAt: inHours(51) },
    ]
    const window = {
      kind: 'relative',
      opensMinutesBefore: 120,
      closesMinutesAfter: 60,
      closesRelativeTo: 'end',
    } as const
    const door = await openDoor(work, { window }, { dates })
    const [past, today, future] = door.event.dateIds
    const codes = await Promise.all([past, today, future].map(async dateId => (await door.sell({ dateId })).code))
    expect(await door.scan({ code: codes[0]! })).toMatchObject(refused('too_late'))
    expect(await door.scan({ code: codes[2]! })).toMatchObject({
      ...refused('too_early'),
      opensAt: new Date(dates[2]!.startsAt.getTime() - 2 * HOUR),
    })
    const onlyToday = await door.addList({ window, dateIds: [today!] })
    expect(await door.scan({ code: codes[2]! }, { listId: onlyToday.id })).toMatchObject(refused('wrong_date'))
    expect(await door.scan({ code: codes[1]! }, { listId: onlyToday.id })).toMatchObject({ result: 'accepted' })
    const closed = await door.addList({ closed: true })
    expect(await door.scan({ code: codes[1]! }, { listId: closed.id })).toMatchObject(refused('list_closed'))
  })

  test('wrong_list: another gate than the list admits at', async () => {
    const door = await openDoor(work)
    const scope = { organizerId: door.event.organizerId, eventId: door.event.eventId, actor: systemActor }
    const [north, south] = [await work.checkIn.gates.add(scope, 'Nord'), await work.checkIn.gates.add(scope, 'Süd')]
    const list = await door.addList({ gateIds: [north.id] })
    const { code } = await door.sell()
    expect(await door.scan({ code }, { listId: list.id, gateId: south.id })).toMatchObject(refused('wrong_list'))
    expect(await door.scan({ code }, { listId: list.id })).toMatchObject(refused('wrong_list'))
    expect(await door.scan({ code }, { listId: list.id, gateId: north.id })).toMatchObject({ result: 'accepted' })
  })

  test('unknown_ticket, for nonsense and for the code of another organizer', async () => {
    const door = await openDoor(work)
    const stranger = await openDoor(work)
    const { code, ticket } = await stranger.sell()
    for (const text of ['', 'https://example.org', code, `${code.slice(0, -1)}0`]) {
      expect(await door.scan({ code: text })).toMatchObject({ ...refused('unknown_ticket'), ticket: null })
    }
    expect(await door.scan({ id: ticket.id })).toMatchObject({ ...refused('unknown_ticket'), ticket: null })
  })

  test('unknown_ticket, and noted as genuine where the code is: the database may be older than the ticket', async () => {
    const door = await openDoor(work)
    const { ticket, code } = await door.sell()
    await base.asSuperuser('delete from tickets where id = $1', [ticket.id])
    for (const asked of [{ code }, { id: ticket.id }])
      expect(await door.scan(asked)).toMatchObject(refused('unknown_ticket'))
    const noted = await base.asSuperuser<{ genuine: boolean | null }>(
      "select (details -> 'signed_unknown')::boolean as genuine from scans where event_id = $1 order by id",
      [door.event.eventId],
    )
    expect(noted).toEqual([{ genuine: true }, { genuine: null }])
  })

  test('a scan is made at a gate of its event, and by a device that stands at one there and nowhere else', async () => {
    const door = await openDoor(work)
    const other = await openDoor(work, {}, { organizerId: door.event.organizerId })
    const { code } = await door.sell()
    const gateOf = ({ event: { organizerId, eventId } }: Door) =>
      work.checkIn.gates.add({ organizerId, eventId, actor: systemActor }, 'Nordtor')
    const [own, foreign] = [await gateOf(door), await gateOf(other)]
    await expect(door.scan({ code }, { gateId: foreign.id })).rejects.toMatchObject({ code: 'checkin.unknown_part' })
    const scope = doorScope(door.event.organizerId, { accountId: null, deviceId: door.list.id, gateId: own.id })
    expect(await door.scan({ code }, { scope, gateId: foreign.id })).toMatchObject({
      result: 'accepted',
      gateId: own.id,
    })
    // Nobody is turned away because the steward's usual place is at another event of the same house.
    const guest = doorScope(door.event.organizerId, { accountId: null, deviceId: door.list.id, gateId: foreign.id })
    const { code: second } = await door.sell()
    expect(await door.scan({ code: second }, { scope: guest })).toMatchObject({ result: 'accepted' })
  })

  test('each refusal is stored as well, and none of them counts', async () => {
    const door = await openDoor(work, { closed: true })
    const { code } = await door.sell()
    await door.scan({ code })
    await door.scan({ code: 'nonsense' })
    expect((await rowsOf(door)).map(row => row.reason).toSorted()).toEqual(['list_closed', 'unknown_ticket'])
    expect((await rowsOf(door)).every(row => !row.occupies)).toBe(true)
  })
})

describe('a nonce', () => {
  test('sent again is one row with the same answer, also when the ticket was used in between', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const [n, m] = [nonce(), nonce()]
    const first = await door.scan({ code }, { nonce: n })
    const second = await door.scan({ code }, { nonce: m })
    for (let k = 0; k < 3; k++) {
      expect(await door.scan({ code }, { nonce: n })).toEqual(first)
      expect(await door.scan({ code }, { nonce: m })).toEqual(second)
    }
    expect(await rowsOf(door)).toHaveLength(2)
  })

  test('of another scan is refused rather than mistaken', async () => {
    const door = await openDoor(work)
    const [one, other] = [await door.sell(), await door.sell()]
    const n = nonce()
    await door.scan({ code: one.code }, { nonce: n })
    const worn = { code: 'checkin.nonce_reused' }
    await expect(door.scan({ code: other.code }, { nonce: n })).rejects.toMatchObject(worn)
    await expect(door.scan({ code: one.code }, { nonce: n, direction: 'exit' })).rejects.toMatchObject(worn)
  })
})

describe('coming back', () => {
  test('none: once, also after an exit', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
    expect(await door.scan({ code }, { direction: 'exit' })).toMatchObject({ result: 'accepted' })
    expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
  })

  test('after_exit: again after each exit, never twice without', async () => {
    const door = await openDoor(work, { reentry: 'after_exit' })
    const { code } = await door.sell()
    for (let round = 0; round < 3; round++) {
      expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
      expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
      expect(await door.scan({ code }, { direction: 'exit' })).toMatchObject({ result: 'accepted' })
    }
  })

  test('unlimited: always', async () => {
    const door = await openDoor(work, { reentry: 'unlimited' })
    const { code } = await door.sell()
    for (let round = 0; round < 3; round++) expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
  })

  test('a pass enters once for each date', async () => {
    const window = {
      kind: 'relative',
      opensMinutesBefore: 60,
      closesMinutesAfter: 60,
      closesRelativeTo: 'end',
    } as const
    const dates = [
      { startsAt: inHours(-2), endsAt: inHours(1) },
      { startsAt: inHours(0.5), endsAt: inHours(5) },
    ]
    const door = await openDoor(work, { window }, { dates })
    const { code } = await door.sell({ dateId: null })
    expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
    expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
    expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
  })

  test('a changed rule is applied to what was scanned before', async () => {
    const door = await openDoor(work, { reentry: 'unlimited' })
    const { code } = await door.sell()
    await door.scan({ code })
    await door.scan({ code })
    const scope = { organizerId: door.event.organizerId, eventId: door.event.eventId, actor: systemActor }
    const strict = await work.checkIn.lists.change(scope, door.list.id, door.list.version, { reentry: 'none' })
    expect(await rowsOf(door)).toMatchObject([{ occupies: true }, { occupies: false }])
    expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
    await door.scan({ code }, { direction: 'exit' })
    await work.checkIn.lists.change(scope, door.list.id, strict.version, { reentry: 'after_exit' })
    expect(await door.scan({ code })).toMatchObject({ result: 'accepted' })
    expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
  })
})

describe('taking back', () => {
  const undo = (door: Door, scanId: string, more: { nonce?: string; scope?: typeof door.scope } = {}) =>
    work.checkIn.door.undo(more.scope ?? door.scope, { scanId, nonce: more.nonce ?? nonce(), actor: systemActor })

  test('an entry taken back lets the ticket in again, once', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const first = await door.scan({ code })
    expect(await undo(door, first.id)).toMatchObject({ id: first.id, result: 'accepted', undone: true })
    expect(await door.scan({ code })).toMatchObject({ result: 'accepted', firstEntry: null })
    expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
    await expect(undo(door, first.id)).rejects.toMatchObject({ code: 'checkin.already_undone' })
  })

  test('an exit taken back puts the guest inside again', async () => {
    const door = await openDoor(work, { reentry: 'after_exit' })
    const { code } = await door.sell()
    await door.scan({ code })
    const exit = await door.scan({ code }, { direction: 'exit' })
    await undo(door, exit.id)
    expect(await door.scan({ code })).toMatchObject({ reason: 'already_used' })
    expect(await work.checkIn.door.counts(door.scope, door.list.id)).toEqual({ expected: 1, entered: 1, inside: 1 })
  })

  test('repeated with its nonce, it answers the same and writes one row and one record', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const { id } = await door.scan({ code })
    const n = nonce()
    const first = await undo(door, id, { nonce: n })
    expect(await undo(door, id, { nonce: n })).toEqual(first)
    expect(await rowsOf(door)).toHaveLength(2)
    const traces = await base.asSuperuser('select 1 from audit_records where subject_id = $1', [id])
    expect(traces).toHaveLength(1)
  })

  test('a refusal cannot be taken back, nor a scan of another organizer', async () => {
    const door = await openDoor(work, { closed: true })
    const { code } = await door.sell()
    const { id } = await door.scan({ code })
    await expect(undo(door, id)).rejects.toMatchObject({ code: 'checkin.not_undoable' })
    const stranger = await openDoor(work)
    await expect(undo(stranger, id)).rejects.toMatchObject({ code: 'request.not_found' })
  })

  test('a device takes back its own scans of the last minutes, a member those of the day', async () => {
    const door = await openDoor(work)
    const { organizerId, eventId } = door.event
    const deviceScope = async () => {
      const wish = { name: 'Handy', eventIds: null, listIds: null, gateId: null }
      const { device } = await work.checkIn.devices.add({ organizerId, eventIds: null, actor: systemActor }, wish)
      return doorScope(organizerId, { deviceId: device.id, accountId: null })
    }
    const [mine, other] = [await deviceScope(), await deviceScope()]
    const age = (id: string, minutes: number) =>
      base.asSuperuser(`update scans set received_at = received_at - interval '${minutes} minutes' where id = '${id}'`)
    const scan = async () => (await door.scan({ code: (await door.sell()).code }, { scope: mine })).id
    await expect(undo(door, await scan(), { scope: other })).rejects.toMatchObject({ code: 'checkin.undo_elsewhere' })
    const old = await scan()
    await age(old, 11)
    await expect(undo(door, old, { scope: mine })).rejects.toMatchObject({ code: 'checkin.undo_too_late' })
    expect(await undo(door, old)).toMatchObject({ undone: true })
    const older = await scan()
    await age(older, 25 * 60)
    await expect(undo(door, older)).rejects.toMatchObject({ code: 'checkin.undo_too_late' })
    expect(eventId).toBe(door.event.eventId)
  })
})

describe('limits', () => {
  test('a list outside of the events or lists of whoever asks does not exist', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const second = await door.addList()
    const elsewhere = newTenantUuid(door.event.organizerId)
    for (const limit of [{ eventIds: [elsewhere] }, { listIds: [second.id] }]) {
      const scope = doorScope(door.event.organizerId, limit)
      const missing = { code: 'request.not_found' }
      await expect(door.scan({ code }, { scope })).rejects.toMatchObject(missing)
      await expect(work.checkIn.door.counts(scope, door.list.id)).rejects.toMatchObject(missing)
      await expect(work.checkIn.door.search(scope, door.list.id, 'Jürgen')).rejects.toMatchObject(missing)
      const page = { listId: door.list.id, after: null, since: null, limit: 10 }
      await expect(work.checkIn.door.snapshot(scope, page)).rejects.toMatchObject(missing)
    }
  })

  test('an archived list admits nobody', async () => {
    const door = await openDoor(work)
    const { code } = await door.sell()
    const scope = { organizerId: door.event.organizerId, eventId: door.event.eventId, actor: systemActor }
    await work.checkIn.lists.remove(scope, door.list.id, door.list.version)
    await expect(door.scan({ code })).rejects.toMatchObject({ code: 'request.not_found' })
  })
})

test('an accepted entry is told once, by ids alone', async () => {
  const door = await openDoor(work)
  const { code, ticket } = await door.sell()
  const n = nonce()
  const { id } = await door.scan({ code }, { nonce: n })
  await door.scan({ code }, { nonce: n })
  await door.scan({ code })
  const told = await base.asSuperuser(`select topic, payload from outbox where subject_id = $1`, [id])
  const { eventId } = door.event
  expect(told).toEqual([
    { topic: 'checkin.entered', payload: { event_id: eventId, list_id: door.list.id, ticket_id: ticket.id } },
  ])
})

test('a scan costs two statements and opens no transaction of its own', async () => {
  const calls: string[] = []
  const counting: typeof base.db = {
    ...base.db,
    call: (name, text, values) => {
      calls.push(name)
      return base.db.call(name, text, values)
    },
    tenant: (organizerId, run) => {
      calls.push('transaction')
      return base.db.tenant(organizerId, run)
    },
  }
  await using counted = await checkInAtWork(counting)
  const door = await openDoor(counted)
  const [first, second] = [await door.sell(), await door.sell()]
  // Reads the public keys, which stay in memory.
  await door.scan({ code: first.code })
  for (const { code, reason } of [
    { ...second, reason: 'accepted' },
    { ...first, reason: 'already_used' },
  ]) {
    calls.length = 0
    expect(await door.scan({ code })).toMatchObject({ reason })
    expect(calls).toEqual(['scan-bases', 'record-scans'])
  }
})
