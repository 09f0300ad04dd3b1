import { formatId, newTenantUuid, parseId } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { storeCode } from './devices.sql.ts'
import { type CheckInAtWork, checkInAtWork, type Door, nonce, openDoor } from './testing/check-in-at-work.ts'
import { type DoorHttp, doorHttp } from './testing/door-http.ts'

let base: TestDatabase
let work: CheckInAtWork
let http: DoorHttp
let door: Door
beforeAll(async () => {
  base = await testDatabase()
  work = await checkInAtWork(base.db)
  http = await doorHttp(work)
  door = await openDoor(work)
})
afterAll(async () => {
  await http.app.close()
  await work[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

const organizer = () => door.event.organizerId
const devicesOf = (organizerId = organizer()) => `/v1/organizers/${formatId('org', organizerId)}/devices`
const signIn = (code: string) => http.send('POST', '/v1/check-in/devices/sign-in', {}, { code })
const admin = () => http.boss(organizer())
const renew = async (id: string): Promise<string> =>
  (await http.send('POST', `${devicesOf()}/${id}/code`, await admin())).json().code
/** What of a token nobody else can know; it may hold the very sign that divides its parts. */
const secretIn = (token: string) => token.slice('tsd_'.length + 26 + '_'.length)
const add = async (body: object = {}) => http.send('POST', devicesOf(), await admin(), { name: 'Tor', ...body })

describe('signing in', () => {
  test('a code is good once, in any case and spacing, and gives a token that works', async () => {
    const { code, id } = (await add()).json()
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
    const answer = await signIn(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)
    expect(answer.statusCode).toBe(200)
    const { token, device } = answer.json()
    expect(token).toMatch(new RegExp(`^tsd_${id.slice(4)}_[\\w-]{43}$`))
    expect(device).toMatchObject({ id, name: 'Tor' })
    const session = await http.send('GET', '/v1/check-in/session', { authorization: `Bearer ${token}` })
    expect(session.statusCode).toBe(200)
    expect((await signIn(code)).json()).toMatchObject({ status: 422, code: 'checkin.code_invalid' })
  })

  test('used by many at once, the code signs one in', async () => {
    const { code } = (await add()).json()
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(code)))
    expect(answers.filter(answer => answer.statusCode === 200)).toHaveLength(1)
  })

  test('wrong, late and replaced codes look alike', async () => {
    const [late, replaced] = [(await add()).json(), (await add()).json()]
    const deviceId = (await base.asSuperuser<{ id: string }>('select id from devices order by id desc limit 1'))[0]!.id
    await http.send('POST', `${devicesOf()}/${formatId('dev', deviceId)}/code`, await admin())
    await base.asSuperuser(
      `update device_codes set expires_at = now() - interval '1 second' where device_id <> '${deviceId}'`,
    )
    for (const code of ['', '23456789', 'x'.repeat(40), late.code, replaced.code].filter(Boolean)) {
      expect((await signIn(code)).json()).toMatchObject({ status: 422, code: 'checkin.code_invalid' })
    }
  })

  test('a code is one device’s at a time, and none is kept for a device that was revoked', async () => {
    const [first, second, gone] = [(await add()).json(), (await add()).json(), (await add()).json()]
    await http.send('DELETE', `${devicesOf()}/${gone.id}`, await admin())
    const keep = (id: string, hash: number) =>
      base.db.tenant(organizer(), tx => storeCode(tx, organizer(), parseId('dev', id)!, Buffer.alloc(32, hash), 15))
    expect(await keep(first.id, 7)).toBeInstanceOf(Date)
    expect(await keep(second.id, 7)).toBeNull()
    expect(await keep(gone.id, 8)).toBeNull()
  })

  test('neither code nor token is stored', async () => {
    const { code } = (await add()).json()
    const { token } = (await signIn((await add()).json().code)).json()
    const dump =
      JSON.stringify(await base.asSuperuser('select to_jsonb(d) from devices d')) +
      JSON.stringify(await base.asSuperuser('select to_jsonb(c) from device_codes c'))
    expect(dump).not.toContain(code)
    expect(dump).not.toContain(secretIn(token))
  })

  test('a new sign-in ends the one before', async () => {
    const device = await http.device(organizer())
    const { code } = (await http.send('POST', `${devicesOf()}/${device.id}/code`, await admin())).json()
    expect((await http.send('GET', '/v1/check-in/session', device.headers)).statusCode).toBe(200)
    await signIn(code)
    expect((await http.send('GET', '/v1/check-in/session', device.headers)).statusCode).toBe(401)
  })
})

test('a device is noted as seen when it asks, once a minute, and no other with it', async () => {
  const [quiet, busy, silent] = [
    await http.device(organizer()),
    await http.device(organizer()),
    await http.device(organizer()),
  ]
  const age = async (of: { id: string }, seconds: number) =>
    base.asSuperuser(`update devices set last_seen_at = now() - interval '${seconds} seconds' where id = $1`, [
      parseId('dev', of.id),
    ])
  const seen = async () => {
    const rows = await base.asSuperuser<{ id: string; at: Date | null }>('select id, last_seen_at as at from devices')
    const at = new Map(rows.map(row => [row.id, row.at?.getTime() ?? 0]))
    return [quiet, busy, silent].map(({ id }) => at.get(parseId('dev', id)!)!)
  }
  await age(quiet, 90)
  await age(busy, 0)
  await age(silent, 90)
  const before = await seen()
  for (const { headers } of [quiet, busy])
    expect((await http.send('GET', '/v1/check-in/session', headers)).statusCode).toBe(200)
  const after = await seen()
  expect(after.map((at, index) => at > before[index]!)).toEqual([true, false, false])
})

test('no API key adds a device or signs one in, which would outlive the key', async () => {
  const { id } = (await add()).json()
  const key = await http.key(organizer(), ['checkin.edit', 'devices.edit', 'checkin.view'])
  for (const url of [devicesOf(), `${devicesOf()}/${id}/code`]) {
    expect((await http.send('POST', url, key, { name: 'Tor' })).json()).toMatchObject({
      status: 403,
      permission: 'devices.edit',
    })
  }
})

describe('revoking', () => {
  test('the next request of a revoked device is refused, and it cannot sign in again', async () => {
    const device = await http.device(organizer())
    const { code } = (await http.send('POST', `${devicesOf()}/${device.id}/code`, await admin())).json()
    const { code: ticket } = await door.sell()
    expect((await http.send('DELETE', `${devicesOf()}/${device.id}`, await admin())).statusCode).toBe(204)
    const scan = { list_id: formatId('cil', door.list.id), code: ticket, nonce: nonce() }
    for (const answer of [
      await http.send('GET', '/v1/check-in/session', device.headers),
      await http.send('POST', '/v1/check-in/scans', device.headers, scan),
    ]) {
      expect(answer.json()).toMatchObject({ status: 401, code: 'access.unauthenticated' })
    }
    expect((await signIn(code)).statusCode).toBe(422)
    const renewed = await http.send('POST', `${devicesOf()}/${device.id}/code`, await admin())
    expect(renewed.json()).toMatchObject({ status: 409, code: 'checkin.device_revoked' })
    expect(await base.asSuperuser('select 1 from scans where ticket_id is not null')).toHaveLength(0)
  })

  test('ends one device, once: the others work on and sign in, and a second time changes and records nothing', async () => {
    const [gone, stays] = [await http.device(organizer()), await http.device(organizer())]
    const [codeOfGone, codeOfOther] = [await renew(gone.id), (await add()).json().code]
    const revoke = async () => http.send('DELETE', `${devicesOf()}/${gone.id}`, await admin())
    const traces = () =>
      base.asSuperuser(
        `select d.revoked_at, a.seq, c.device_id from devices d join audit_records a on a.subject_id = d.id and a.action = 'checkin.device_revoked'
           left join device_codes c on c.device_id = d.id where d.id = $1`,
        [parseId('dev', gone.id)],
      )
    expect((await revoke()).statusCode).toBe(204)
    const first = await traces()
    expect(first).toMatchObject([{ revoked_at: expect.any(Date), device_id: null }])
    expect((await revoke()).statusCode).toBe(204)
    expect(await traces()).toEqual(first)
    expect((await http.send('GET', '/v1/check-in/session', stays.headers)).statusCode).toBe(200)
    expect([await signIn(codeOfGone), await signIn(codeOfOther)].map(answer => answer.statusCode)).toEqual([422, 200])
    const trail = await base.asSuperuser<{ action: string }>(
      'select action from audit_records where subject_id = $1 order by seq',
      [parseId('dev', gone.id)],
    )
    expect(trail.map(({ action }) => action.replace('checkin.device_', ''))).toEqual([
      'added',
      'signed_in',
      'code_made',
      'revoked',
    ])
  })
})

test.each([
  ['another secret', (token: string) => `${token.slice(0, -4)}AAAA`],
  [
    'another device',
    (token: string) => `tsd_${formatId('dev', newTenantUuid(organizer())).slice(4)}_${secretIn(token)}`,
  ],
  ['nothing after the id', (token: string) => token.slice(0, 31)],
])('a token with %s is nobody', async (_name, forge) => {
  const { headers } = await http.device(organizer())
  const token = headers.authorization!.slice('Bearer '.length)
  const answer = await http.send('GET', '/v1/check-in/session', { authorization: `Bearer ${forge(token)}` })
  expect(answer.statusCode).toBe(401)
})

describe('limits', () => {
  test('a device limited to a list is limited to its event, and cannot be given parts of another organizer', async () => {
    const made = (await add({ list_ids: [formatId('cil', door.list.id)] })).json()
    expect(made.event_ids).toEqual([formatId('evt', door.event.eventId)])
    const stranger = await openDoor(work)
    for (const limit of [
      { list_ids: [formatId('cil', stranger.list.id)] },
      { event_ids: [formatId('evt', stranger.event.eventId)] },
      { event_ids: [formatId('evt', door.event.eventId)], list_ids: [formatId('cil', stranger.list.id)] },
      { gate_id: formatId('gat', newTenantUuid(organizer())) },
    ]) {
      expect((await add(limit)).json()).toMatchObject({ status: 422, code: 'checkin.unknown_part' })
    }
  })

  test('a device stands at a gate of its events, whatever gates the others have', async () => {
    const other = await openDoor(work, {}, { organizerId: organizer() })
    const gateOf = async ({ event: { organizerId, eventId } }: Door) =>
      formatId('gat', (await work.checkIn.gates.add({ organizerId, eventId, actor: systemActor }, 'Tor')).id)
    const [here, there] = [await gateOf(door), await gateOf(other)]
    const event_ids = [formatId('evt', door.event.eventId)]
    expect((await add({ event_ids, gate_id: here })).statusCode).toBe(201)
    expect((await add({ event_ids, gate_id: there })).json()).toMatchObject({ code: 'checkin.unknown_part' })
  })

  test('whoever is limited to some events makes and sees devices for those only', async () => {
    const other = await openDoor(work, {}, { organizerId: organizer() })
    const limited = await http.boss(organizer(), [other.event.eventId])
    const make = (body: object) => http.send('POST', devicesOf(), limited, { name: 'Tor', ...body })
    expect((await make({})).json()).toMatchObject({ status: 403, code: 'checkin.scope_exceeds_own' })
    expect((await make({ event_ids: [formatId('evt', door.event.eventId)] })).statusCode).toBe(404)
    const made = (await make({ event_ids: [formatId('evt', other.event.eventId)] })).json()
    const seen = (await http.send('GET', devicesOf(), limited)).json()
    expect(seen.data.map((device: { id: string }) => device.id)).toEqual([made.id])
    const everywhere = await http.device(organizer())
    expect((await http.send('DELETE', `${devicesOf()}/${everywhere.id}`, limited)).statusCode).toBe(404)
  })

  test('pages of devices show each once', async () => {
    const headers = await admin()
    const all = (await http.send('GET', `${devicesOf()}?limit=100`, headers)).json()
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: Array<{ id: string }>; next_cursor: string | null } = (
        await http.send('GET', `${devicesOf()}?limit=2${cursor && `&cursor=${cursor}`}`, headers)
      ).json()
      ids.push(...page.data.map(device => device.id))
      cursor = page.next_cursor
    }
    expect(ids).toEqual(all.data.map((device: { id: string }) => device.id))
    expect((await http.send('GET', `${devicesOf()}?cursor=WyJ4Il0`, headers)).statusCode).toBe(400)
  })
})
