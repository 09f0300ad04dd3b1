import { formatId } from '@tessera/kernel/ids'
import { signTicketCode } from '@tessera/ticket-code/ticket-code'
import { generateTicketKey, importSigningKey } from '@tessera/ticket-code/ticket-keys'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeMember, signedIn } from '../../people/testing/people.ts'
import { createCodeReader } from './code-reader.ts'
import { type CheckInAtWork, checkInAtWork, type Door, nonce, openDoor } from './testing/check-in-at-work.ts'
import { type DoorHttp, doorHttp } from './testing/door-http.ts'

let base: TestDatabase
let work: CheckInAtWork
let http: DoorHttp
let door: Door
let headers: Record<string, string>
beforeAll(async () => {
  base = await testDatabase()
  work = await checkInAtWork(base.db)
  http = await doorHttp(work)
  door = await openDoor(work)
  headers = (await http.device(door.event.organizerId)).headers
})
afterAll(async () => {
  await http.app.close()
  await work[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

const listId = (of = door) => formatId('cil', of.list.id)
const org = (of = door) => formatId('org', of.event.organizerId)
const scan = (code: string, as = headers, more: object = {}) =>
  http.send('POST', '/v1/check-in/scans', as, { list_id: listId(), code, nonce: nonce(), ...more })

describe('a scan over HTTP', () => {
  test('answers what a steward needs: name, product, and the first entry on the second try', async () => {
    const { code, ticket } = await door.sell({ variantId: door.event.variantId })
    const first = (await scan(code)).json()
    expect(first).toMatchObject({
      result: 'accepted',
      reason: 'accepted',
      ticket: {
        id: formatId('tkt', ticket.id),
        attendee_name: 'Jürgen Größer',
        product_name: { de: 'Parkett', en: 'Stalls' },
        variant_name: { de: 'Ermäßigt', en: 'Concession' },
        date_id: formatId('dat', door.event.dateIds[0]!),
      },
      first_entry: null,
      conflict: false,
    })
    const second = await scan(code)
    expect(second.statusCode).toBe(200)
    expect(second.json()).toMatchObject({ result: 'refused', reason: 'already_used', first_entry: { at: first.at } })
    expect(second.body).not.toContain('@example.org')
  })

  test('of a guest who was found by name enters by the ticket, and the exit leaves', async () => {
    await door.sell({ name: 'Zoë Ångström' })
    const found = (await http.send('GET', `/v1/check-in/lists/${listId()}/search?q=angstrom%20zoe`, headers)).json()
    expect(found.data).toMatchObject([{ attendee_name: 'Zoë Ångström', first_entered_at: null, inside: false }])
    const body = { list_id: listId(), ticket_id: found.data[0].id }
    const entered = await http.send('POST', '/v1/check-in/scans', headers, { ...body, nonce: nonce() })
    expect(entered.json()).toMatchObject({ result: 'accepted' })
    const search = `/v1/check-in/lists/${listId()}/search?q=${found.data[0].order_code.toLowerCase()}`
    expect((await http.send('GET', search, headers)).json().data).toMatchObject([{ inside: true }])
    await http.send('POST', '/v1/check-in/scans', headers, { ...body, nonce: nonce(), direction: 'exit' })
    expect((await http.send('GET', search, headers)).json().data).toMatchObject([{ inside: false }])
  })

  test.each([
    ['no ticket', { nonce: 'n'.repeat(20) }],
    [
      'two tickets',
      { nonce: 'n'.repeat(20), code: 'x', ticket_id: formatId('tkt', '01937b5e-4c00-7123-8abc-9d5f0a0b0c0d') },
    ],
    ['a short nonce', { nonce: 'n', code: 'x' }],
    ['an unknown field', { nonce: 'n'.repeat(20), code: 'x', admin: true }],
  ])('with %s is not valid', async (_name, body) => {
    const answer = await http.send('POST', '/v1/check-in/scans', headers, { list_id: listId(), ...body })
    expect(answer.json()).toMatchObject({ status: 400, code: 'request.invalid' })
  })

  test('is taken back by its device, and counted all along', async () => {
    const own = await openDoor(work)
    const device = await http.device(own.event.organizerId)
    const counts = async () =>
      (await http.send('GET', `/v1/check-in/lists/${listId(own)}/counts`, device.headers)).json()
    const { code } = await own.sell()
    await own.sell()
    expect(await counts()).toEqual({ expected: 2, entered: 0, inside: 0 })
    const { id } = (await scan(code, device.headers, { list_id: listId(own) })).json()
    expect(await counts()).toEqual({ expected: 2, entered: 1, inside: 1 })
    const undone = await http.send('POST', `/v1/check-in/scans/${id}/undo`, device.headers, { nonce: nonce() })
    expect(undone.json()).toMatchObject({ id, undone: true })
    expect(await counts()).toEqual({ expected: 2, entered: 0, inside: 0 })
    // Nor has anybody entered who was only seen leaving.
    await scan(code, device.headers, { list_id: listId(own), direction: 'exit' })
    const search = await http.send('GET', `/v1/check-in/lists/${listId(own)}/search?q=jurgen`, device.headers)
    const nobody = { first_entered_at: null, inside: false }
    expect(search.json().data).toMatchObject([nobody, nobody])
  })

  test('of a whole log takes each by itself', async () => {
    const [one, two] = [await door.sell(), await door.sell()]
    const at = new Date(Date.now() - 60_000).toISOString()
    const entry = (code: string) => ({ list_id: listId(), code, nonce: nonce(), scanned_at: at, reason: 'accepted' })
    const scans = [
      entry(one.code),
      entry(one.code),
      entry(two.code),
      { ...entry(two.code), direction: 'undo', undoes: 'n'.repeat(12) },
    ]
    const answer = await http.send('POST', '/v1/check-in/scans/batch', headers, {
      scans,
      sent_at: new Date().toISOString(),
    })
    const { results } = answer.json()
    expect(results.map((result: { outcome: string }) => result.outcome)).toEqual([
      'stored',
      'stored',
      'stored',
      'stored',
    ])
    expect(results.filter((result: { scan: { conflict: boolean } }) => result.scan.conflict)).toHaveLength(1)
    const console_ = await http.key(door.event.organizerId, ['checkin.view'])
    const url = `/v1/organizers/${org()}/events/${formatId('evt', door.event.eventId)}/check-in-lists/${listId()}/scans?conflict=true`
    expect((await http.send('GET', url, console_)).json().data).toMatchObject([{ conflict_reason: 'double_entry' }])
  })
})

describe('forged codes', () => {
  test('ten thousand of them prove nothing', async () => {
    const { code, ticket } = await door.sell()
    const reader = createCodeReader(work.tickets)
    const stranger = await importSigningKey(await generateTicketKey())
    const payload = { ticketId: ticket.id, codeVersion: 1, eventId: ticket.eventId, test: false }
    const forged = [await signTicketCode(stranger, payload)]
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    for (let n = 0; forged.length < 10_000; n++) {
      const at = 2 + ((n * 7) % (code.length - 2))
      const letter = letters[(letters.indexOf(code[at]!) + 1 + (n % 31)) % 32]!
      forged.push(`${code.slice(0, at)}${letter}${code.slice(at + 1)}`)
    }
    const now = new Date()
    expect((await reader.verify(door.event.organizerId, code, now)).ok).toBe(true)
    for (let from = 0; from < forged.length; from += 500) {
      const verdicts = await Promise.all(
        forged.slice(from, from + 500).map(text => reader.verify(door.event.organizerId, text, now)),
      )
      expect(verdicts.every(verdict => !verdict.ok && verdict.reason === 'unknown_ticket')).toBe(true)
    }
  }, 120_000)

  test('at the door they are refused, kept, and show nothing of the ticket that they claim to be', async () => {
    const { code } = await door.sell({ name: 'Geheim Bleibt' })
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        scan(`${code.slice(0, 10 + n)}${code[10 + n] === '7' ? '8' : '7'}${code.slice(11 + n)}`),
      ),
    )
    for (const answer of answers) {
      expect(answer.json()).toMatchObject({ result: 'refused', reason: 'unknown_ticket', ticket: null })
      expect(answer.body).not.toContain('Geheim')
    }
    const kept = await base.asSuperuser("select 1 from scans where reason = 'unknown_ticket' and ticket_id is null")
    expect(kept).toHaveLength(100)
  })
})

describe('what a scanner takes along', () => {
  test('holds no e-mail address, and names only of those whom its list admits', async () => {
    const own = await openDoor(
      work,
      {},
      { dates: [1, 2].map(day => ({ startsAt: new Date(Date.now() + day * 86_400_000), endsAt: null })) },
    )
    const device = await http.device(own.event.organizerId)
    const second = await own.addList({ dateIds: [own.event.dateIds[1]!] })
    for (const dateId of own.event.dateIds)
      await own.sell({ dateId, name: `Gast ${dateId}`, email: 'gast@example.org' })
    const { code } = await own.sell({ dateId: own.event.dateIds[1]! })
    await own.scan({ code }, { listId: second.id })
    const url = `/v1/check-in/lists/${formatId('cil', second.id)}/snapshot`
    const session = await http.send('GET', '/v1/check-in/session', device.headers)
    const pages = [await http.send('GET', `${url}?limit=2`, device.headers)]
    pages.push(await http.send('GET', `${url}?limit=2&cursor=${pages[0]!.json().next_cursor}`, device.headers))
    for (const answer of [session, ...pages]) {
      expect(answer.statusCode).toBe(200)
      expect(answer.body).not.toMatch(/@|"d":|e.?mail|price|buyer/i)
    }
    const data = pages.flatMap(page => page.json().data)
    expect(data).toHaveLength(3)
    expect(data.map((ticket: { attendee_name: string | null }) => ticket.attendee_name !== null)).toEqual([
      false,
      true,
      true,
    ])
    expect(data.at(-1).scans).toMatchObject([
      { direction: 'entry', window_key: formatId('dat', own.event.dateIds[1]!) },
    ])
    expect(session.json().key_ring.keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519' })
    expect(session.json().lists).toHaveLength(2)
  })

  test('is what is on or to come: lists of what is long over stay at home', async () => {
    const daysAgo = (days: number) => ({ startsAt: new Date(Date.now() - days * 86_400_000), endsAt: null })
    const { organizerId } = (await openDoor(work, {}, { dates: [daysAgo(3)] })).event
    const still = await openDoor(work, {}, { organizerId, dates: [daysAgo(1)] })
    const device = await http.device(organizerId)
    const { lists, events } = (await http.send('GET', '/v1/check-in/session', device.headers)).json()
    expect(lists).toMatchObject([{ id: listId(still) }])
    expect(events).toHaveLength(1)
  })

  test('is brought up to date by what has changed since', async () => {
    const own = await openDoor(work)
    const device = await http.device(own.event.organizerId)
    const [old, renamed, scanned] = [await own.sell(), await own.sell(), await own.sell()]
    await base.asSuperuser(
      `update tickets set issued_at = now() - interval '1 day' where event_id = '${own.event.eventId}'`,
    )
    await base.db.tenant(own.event.organizerId, tx =>
      work.tickets.rename(tx, renamed.lineId, { name: 'Neu', email: null }),
    )
    await own.scan({ code: scanned.code })
    // Long ago on this list, and just now on another.
    await own.scan({ code: old.code })
    await base.asSuperuser("update scans set received_at = now() - interval '1 day' where ticket_id = $1", [
      old.ticket.id,
    ])
    await own.scan({ code: old.code }, { listId: (await own.addList()).id })
    const since = new Date(Date.now() - 3_600_000).toISOString()
    const url = `/v1/check-in/lists/${listId(own)}/snapshot?since=${since}`
    const ids = (await http.send('GET', url, device.headers)).json().data.map((ticket: { id: string }) => ticket.id)
    expect(ids).toEqual([renamed, scanned].map(({ ticket }) => formatId('tkt', ticket.id)))
    expect(ids).not.toContain(formatId('tkt', old.ticket.id))
  })
})

describe('who may stand at the door', () => {
  test('a device of another organizer finds no list, no ticket and no scan', async () => {
    const { code } = await door.sell()
    const { id } = (await scan(code)).json()
    const stranger = await openDoor(work)
    const other = await http.device(stranger.event.organizerId)
    for (const answer of [
      await scan((await door.sell()).code, other.headers),
      await http.send('GET', `/v1/check-in/lists/${listId()}/snapshot`, other.headers),
      await http.send('GET', `/v1/check-in/lists/${listId()}/search?q=ju`, other.headers),
      await http.send('GET', `/v1/check-in/lists/${listId()}/counts`, other.headers),
      await http.send('POST', `/v1/check-in/scans/${id}/undo`, other.headers, { nonce: nonce() }),
    ]) {
      expect(answer.json()).toMatchObject({ status: 404, code: 'request.not_found' })
    }
  })

  test('a device that stands at a gate scans there, wherever it says it is', async () => {
    const evt = formatId('evt', door.event.eventId)
    const edit = await http.key(door.event.organizerId, ['checkin.edit'])
    const gates = await Promise.all(
      ['Nord', 'Süd'].map(name => http.send('POST', `/v1/organizers/${org()}/events/${evt}/gates`, edit, { name })),
    )
    const [north, south] = gates.map(answer => answer.json().id)
    const device = await http.device(door.event.organizerId, { gate_id: north })
    const answer = await scan((await door.sell()).code, device.headers, { gate_id: south })
    expect(answer.json()).toMatchObject({ result: 'accepted', gate_id: north })
  })

  test('members with the permission scan under their organizer, others do not', async () => {
    const { organizerId } = door.event
    const url = `/v1/organizers/${org()}/check-in/scans`
    const body = async () => ({ list_id: listId(), code: (await door.sell()).code, nonce: nonce() })
    const as = async (role: 'door' | 'viewer', eventIds: string[] | null = null) => {
      const { accountId } = await makeMember(base.db, http.people, organizerId, { role, eventIds })
      return signedIn(http.people, accountId)
    }
    const steward = await as('door')
    expect((await http.send('POST', url, steward, await body())).json()).toMatchObject({ result: 'accepted' })
    const session = await http.send('GET', `/v1/organizers/${org()}/check-in/session`, steward)
    expect(session.json()).toMatchObject({ device: null })
    expect((await http.send('GET', `/v1/check-in/lists/${listId()}/counts`, steward)).statusCode).toBe(200)
    expect((await http.send('POST', url, await as('viewer'), await body())).statusCode).toBe(403)
    const elsewhere = await openDoor(work, {}, { organizerId })
    const limited = await as('door', [elsewhere.event.eventId])
    expect((await http.send('POST', url, limited, await body())).statusCode).toBe(404)
    expect((await http.send('POST', url, {}, await body())).statusCode).toBe(401)
  })
})
