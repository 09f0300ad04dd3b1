import { formatId, newTenantUuid, parseId } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { insertOrder, insertSoldEvent, type SoldEvent } from '../../sales/tickets/testing/sold-event.sql.ts'
import { type CheckInAtWork, checkInAtWork, openDoor } from './testing/check-in-at-work.ts'
import { type DoorHttp, doorHttp } from './testing/door-http.ts'

let base: TestDatabase
let work: CheckInAtWork
let http: DoorHttp
let event: SoldEvent
let admin: Record<string, string>
beforeAll(async () => {
  base = await testDatabase()
  work = await checkInAtWork(base.db)
  http = await doorHttp(work)
  event = await insertSoldEvent(base.db)
  admin = await http.key(event.organizerId, ['checkin.edit', 'checkin.view'])
})
afterAll(async () => {
  await http.app.close()
  await work[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

const under = (of: SoldEvent, rest: string) =>
  `/v1/organizers/${formatId('org', of.organizerId)}/events/${formatId('evt', of.eventId)}/${rest}`
const addList = async (body: object = {}) =>
  http.send('POST', under(event, 'check-in-lists'), admin, { name: 'Haupteingang', ...body })

describe('a list', () => {
  test('is made, read, changed by its version, and put away', async () => {
    const window = { kind: 'relative', opens_minutes_before: 90, closes_minutes_after: 30, closes_relative_to: 'start' }
    const made = await addList({ product_ids: [formatId('prd', event.admissionId)], window, reentry: 'after_exit' })
    expect(made.statusCode).toBe(201)
    const url = under(event, `check-in-lists/${made.json().id}`)
    expect(made.json()).toMatchObject({ window, reentry: 'after_exit', counts: { expected: 0, entered: 0, inside: 0 } })
    const etag = String(made.headers.etag)
    const renamed = await http.send(
      'PATCH',
      url,
      { ...admin, 'if-match': etag },
      { name: 'Seiteneingang', product_ids: null },
    )
    expect(renamed.json()).toMatchObject({ name: 'Seiteneingang', product_ids: null, window })
    const stale = await http.send('PATCH', url, { ...admin, 'if-match': etag }, { closed: true })
    expect(stale.json()).toMatchObject({ status: 412, code: 'request.precondition_failed' })
    expect((await http.send('PATCH', url, admin, { closed: true })).statusCode).toBe(428)
    expect((await http.send('DELETE', url, { ...admin, 'if-match': etag })).statusCode).toBe(412)
    const last = String(renamed.headers.etag)
    expect((await http.send('DELETE', url, { ...admin, 'if-match': last })).statusCode).toBe(204)
    expect((await http.send('GET', url, admin)).statusCode).toBe(404)
    const trail = await base.asSuperuser<{ action: string }>(
      `select action from audit_records where organizer_id = '${event.organizerId}' and action like 'checkin.list%' order by seq`,
    )
    expect(trail.map(row => row.action)).toEqual(['checkin.list_added', 'checkin.list_changed', 'checkin.list_removed'])
  })

  test('names only what its event has', async () => {
    const other = await insertSoldEvent(base.db, { organizerId: event.organizerId })
    for (const body of [
      { product_ids: [formatId('prd', other.admissionId)] },
      { variant_ids: [formatId('var', other.variantId)] },
      { date_ids: [formatId('dat', other.dateIds[0]!)] },
      { gate_ids: [formatId('gat', newTenantUuid(event.organizerId))] },
    ]) {
      expect((await addList(body)).json()).toMatchObject({ status: 422, code: 'checkin.unknown_part' })
    }
  })

  test.each([
    ['no name', { name: '' }],
    ['an empty limit', { product_ids: [] }],
    ['both kinds of window', { window: { kind: 'fixed', opens_minutes_before: 5 } }],
    ['an unknown rule', { reentry: 'sometimes' }],
  ])('with %s is not valid', async (_name, body) => {
    expect((await addList(body)).json()).toMatchObject({ status: 400, code: 'request.invalid' })
  })

  test('is invisible to other events, other organizers and whoever lacks the permission', async () => {
    const { id } = (await addList()).json()
    const other = await insertSoldEvent(base.db, { organizerId: event.organizerId })
    const stranger = await insertSoldEvent(base.db)
    const foreign = await http.key(stranger.organizerId, ['checkin.view', 'checkin.edit'])
    const limited = await http.key(event.organizerId, ['checkin.view', 'checkin.edit'], [other.eventId])
    expect((await http.send('GET', under(other, `check-in-lists/${id}`), admin)).statusCode).toBe(404)
    expect((await http.send('GET', under(event, `check-in-lists/${id}`), foreign)).statusCode).toBe(404)
    expect((await http.send('GET', under(stranger, `check-in-lists/${id}`), foreign)).statusCode).toBe(404)
    expect((await http.send('GET', under(event, 'check-in-lists'), limited)).statusCode).toBe(404)
    const viewer = await http.key(event.organizerId, ['checkin.view'])
    expect((await http.send('POST', under(event, 'check-in-lists'), viewer, { name: 'x' })).statusCode).toBe(403)
  })
})

test('a gate is taken away unless a list admits only there, and keeps its name for old scans', async () => {
  const gate = (await http.send('POST', under(event, 'gates'), admin, { name: 'Nordtor' })).json()
  // However often it names it.
  const only = await addList({ gate_ids: [gate.id, gate.id] })
  const remove = () => http.send('DELETE', under(event, `gates/${gate.id}`), admin)
  expect((await remove()).json()).toMatchObject({ status: 409, code: 'checkin.gate_in_use' })
  const url = under(event, `check-in-lists/${only.json().id}`)
  await http.send('DELETE', url, { ...admin, 'if-match': String(only.headers.etag) })
  expect((await remove()).statusCode).toBe(204)
  expect((await http.send('GET', under(event, 'gates'), admin)).json().data).toEqual([])
  expect(await base.asSuperuser("select 1 from gates where name = 'Nordtor'")).toHaveLength(1)
})

test('a gate is of one event, and is taken away there once, from the devices that stand at it', async () => {
  const other = await insertSoldEvent(base.db, { organizerId: event.organizerId })
  const gateOf = async (of: SoldEvent, name: string) =>
    (await http.send('POST', under(of, 'gates'), admin, { name })).json().id
  const [gone, stays] = [await gateOf(event, 'Lieferant'), await gateOf(other, 'Lieferant')]
  const device = async (gate_id: string) => (await http.device(event.organizerId, { gate_id })).headers
  const [moved, standing] = [await device(gone), await device(stays)]
  const standsAt = async (headers: Record<string, string>) =>
    (await http.send('GET', '/v1/check-in/session', headers)).json().device.gate_id
  const remove = (from: SoldEvent) => http.send('DELETE', under(from, `gates/${gone}`), admin)
  expect([(await remove(other)).statusCode, await standsAt(moved)]).toEqual([404, gone])
  expect([(await remove(event)).statusCode, (await remove(event)).statusCode]).toEqual([204, 404])
  expect([await standsAt(moved), await standsAt(standing)]).toEqual([null, stays])
  const listed = (await http.send('GET', under(other, 'gates'), admin)).json().data
  expect(listed.map((gate: { id: string }) => gate.id)).toEqual([stays])
})

test('of two gates that are taken from one list at once, one stays: it would admit everywhere', async () => {
  const gateOf = async (name: string) => (await http.send('POST', under(event, 'gates'), admin, { name })).json().id
  const gates = [await gateOf('Osttor'), await gateOf('Westtor')]
  const list = (await addList({ gate_ids: gates })).json()
  const remove = (gate: string) => http.send('DELETE', under(event, `gates/${gate}`), admin)
  const waiting = async () =>
    (
      await base.asSuperuser<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    )[0]?.n
  // Held until both have come this far.
  const answers = await base.db.tenant(event.organizerId, async tx => {
    await sql`select from check_in_lists where id = ${parseId('cil', list.id)} for update`.execute(tx)
    const removed = gates.map(remove)
    await expect.poll(waiting, { timeout: 10_000 }).toBe(2)
    return removed
  })
  const codes = (await Promise.all(answers)).map(answer => answer.statusCode)
  expect(codes.toSorted((a, b) => a - b)).toEqual([204, 409])
  const left = (await http.send('GET', under(event, `check-in-lists/${list.id}`), admin)).json()
  expect(left.gate_ids).toEqual([gates[codes.indexOf(409)]])
})

describe('the first list of an event', () => {
  const lists = async (of: SoldEvent) => {
    const headers = await http.key(of.organizerId, ['checkin.view'])
    return (await http.send('GET', under(of, 'check-in-lists'), headers)).json().data
  }
  const published = (of: SoldEvent) => ({
    id: of.eventId,
    organizerId: of.organizerId,
    subjectId: of.eventId,
    at: new Date(),
    payload: {} as never,
  })

  test('comes with publication, once, however often and by how many it is asked for', async () => {
    const fresh = await insertSoldEvent(base.db)
    const [reaction] = work.checkIn.subscribers
    await Promise.all(Array.from({ length: 6 }, () => reaction!.handle(published(fresh))))
    expect(await lists(fresh)).toMatchObject([
      { name: 'Einlass', window: { kind: 'fixed', opens_at: null }, reentry: 'none' },
    ])
  })

  test('opens around each date where there are several', async () => {
    const dates = [1, 2].map(day => ({ startsAt: new Date(Date.now() + day * 86_400_000), endsAt: null }))
    const fresh = await insertSoldEvent(base.db, { dates })
    await work.checkIn.subscribers[0]!.handle(published(fresh))
    expect(await lists(fresh)).toMatchObject([{ window: { kind: 'relative', opens_minutes_before: 240 } }])
  })

  test('is not made beside one that the organizer made', async () => {
    const door = await openDoor(work)
    await work.checkIn.subscribers[0]!.handle(published(door.event))
    expect(await lists(door.event)).toHaveLength(1)
  })
})

test('a clone has the same doors under its own names, and a list that lost its limit is closed', async () => {
  const [from, to] = [event, await insertSoldEvent(base.db, { organizerId: event.organizerId })]
  await addList({
    name: 'Geklont',
    date_ids: [formatId('dat', from.dateIds[0]!)],
    window: { kind: 'fixed', opens_at: '2027-03-27T18:00:00Z' },
  })
  await addList({ name: 'Verloren', product_ids: [formatId('prd', from.addOnId)] })
  const gate = (await http.send('POST', under(from, 'gates'), admin, { name: 'Bühnentor' })).json().id
  const window = { kind: 'relative', opens_minutes_before: 30, closes_minutes_after: null, closes_relative_to: 'end' }
  await addList({ name: 'Am Tor', gate_ids: [gate], window })
  const copied = (...parts: 'check_in_lists'[]) =>
    base.db.tenant(event.organizerId, tx =>
      work.checkIn.cloning.copy(tx, from.eventId, to.eventId, {
        parts: new Set(parts),
        dates: new Map([[from.dateIds[0]!, to.dateIds[0]!]]),
        products: new Map(),
        variants: new Map(),
        shiftDays: 7,
        timezone: 'Europe/Berlin',
      }),
    )
  // Only where it is asked for.
  await copied()
  expect((await http.send('GET', under(to, 'check-in-lists'), admin)).json().data).toEqual([])
  await copied('check_in_lists')
  const doors = (await http.send('GET', under(to, 'gates'), admin)).json().data
  const cloned = (await http.send('GET', under(to, 'check-in-lists'), admin)).json().data
  const named = (name: string) => cloned.find((list: { name: string }) => list.name === name)
  expect(named('Geklont')).toMatchObject({
    date_ids: [formatId('dat', to.dateIds[0]!)],
    // The clocks change on 28 March: the same wall time is an hour earlier in UTC.
    window: { kind: 'fixed', opens_at: '2027-04-03T17:00:00.000Z' },
    closed: false,
  })
  expect(named('Verloren')).toMatchObject({ product_ids: [], closed: true })
  const twin = doors.find((door: { name: string }) => door.name === 'Bühnentor')
  expect(twin.id).not.toBe(gate)
  expect(named('Am Tor')).toMatchObject({ gate_ids: [twin.id], window, closed: false })
})

test('figures count a person once over all lists', async () => {
  const door = await openDoor(work)
  const second = await door.addList()
  const { code, ticket } = await door.sell()
  await door.sell()
  // Expected is who may come, and entered who came here.
  await door.sell({ productId: door.event.addOnId, kind: 'add_on' })
  const [refunded, elsewhere] = [await door.sell(), await openDoor(work, {}, { organizerId: door.event.organizerId })]
  const unpaid = await insertOrder(base.db, door.event, [{}], 'awaiting_payment')
  await base.db.tenant(door.event.organizerId, async tx => {
    await work.tickets.voidLines(tx, [refunded.lineId], 'refunded')
    await work.tickets.issue(tx, unpaid)
  })
  await elsewhere.scan(await elsewhere.sell())
  const first = await door.scan({ code })
  await door.scan({ code }, { listId: second.id })
  await base.db.tenant(door.event.organizerId, async tx => {
    const counts = await work.checkIn.countsOfEvents(tx, [door.event.eventId])
    expect(counts.get(door.event.eventId)).toEqual({ expected: 2, entered: 1 })
    for (const of of [{ ticketIds: [ticket.id] }, { eventId: door.event.eventId }]) {
      expect(await work.checkIn.firstEntries(tx, of)).toEqual(new Map([[ticket.id, first.at]]))
    }
  })
})

const COLUMN: Record<string, string> = { productIds: 'product_ids', variantIds: 'variant_ids', dateIds: 'date_ids' }

test('a list expects, names and finds those whom it lets in, and no others', async () => {
  const dates = [1, 2].map(day => ({ startsAt: new Date(Date.now() + day * 86_400_000), endsAt: null }))
  const door = await openDoor(work, {}, { dates })
  const { addOnId, admissionId, variantId, dateIds } = door.event
  const sold = [
    await door.sell({ dateId: dateIds[0]! }),
    await door.sell({ dateId: dateIds[1]!, variantId }),
    await door.sell({ dateId: null }),
    await door.sell({ productId: addOnId, kind: 'add_on', dateId: null }),
  ]
  for (const [limits, admitted] of [
    [{}, [0, 1, 2]],
    [{ productIds: [addOnId] }, [3]],
    [{ productIds: [admissionId, addOnId] }, [0, 1, 2, 3]],
    [{ variantIds: [variantId] }, [0, 1, 2]],
    [{ variantIds: [newTenantUuid(door.event.organizerId)] }, [0, 2]],
    [{ dateIds: [dateIds[1]!] }, [1, 2]],
  ] as const) {
    // As stored: a variant that was taken out of the event may still be named.
    const { id: listId } = await door.addList()
    for (const [name, ids] of Object.entries(limits))
      await base.asSuperuser(`update check_in_lists set ${COLUMN[name]} = $2 where id = $1`, [listId, ids])
    const wanted = admitted.map(index => sold[index]!.ticket.id)
    const counts = await work.checkIn.door.counts(door.scope, listId)
    const page = { listId, after: null, since: null, limit: 10 }
    const { tickets } = await work.checkIn.door.snapshot(door.scope, page)
    const found = await work.checkIn.door.search(door.scope, listId, 'Jürgen')
    const entered: string[] = []
    for (const { code, ticket } of sold)
      if ((await door.scan({ code }, { listId })).result === 'accepted') entered.push(ticket.id)
    expect(entered).toEqual(wanted)
    expect(counts.expected).toBe(wanted.length)
    expect(tickets.filter(ticket => ticket.attendeeName !== null).map(ticket => ticket.id)).toEqual(wanted)
    expect(new Set(found.map(ticket => ticket.id))).toEqual(new Set(wanted))
  }
})
