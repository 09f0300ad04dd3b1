import { formatId, newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Access, Admission } from '../../../platform/http/access.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createPeople, makeAccount, makeMember, makeOrganizer, type People, signedIn } from '../testing/people.ts'
import { PERMISSION_NAMES, ROLE_NAMES, ROLES } from './policy.ts'
import { makeApiKey } from './testing/make-api-key.ts'

let database: TestDatabase
let people: People
let ours: string
let theirs: string
let event: string
const device = { deviceId: newUuid(), organizerId: '', eventIds: null, listIds: null, gateId: null }

beforeAll(async () => {
  database = await testDatabase()
  people = createPeople(database.db, {
    devices: { verify: async token => (token === 'tsd_good' ? device : null) },
  })
  ours = (await makeOrganizer(people)).organizer.id
  theirs = (await makeOrganizer(people)).organizer.id
  device.organizerId = ours
  event = newTenantUuid(ours)
})
afterAll(() => database[Symbol.asyncDispose]())

type Headers = Record<string, string>

/** Who asks and whether he may, as the HTTP server would ask the gatekeeper. */
async function admit(
  headers: Headers,
  access: Access,
  params: Record<string, string> = {},
): Promise<Admission | string> {
  const { identify, admit: decide } = people.gatekeeper
  const request = { headers } as Parameters<typeof identify>[0]
  try {
    return await decide(await identify(request), access, params)
  } catch (error) {
    return (error as { code: string }).code
  }
}
const inOurs = (permission: string, more: Record<string, string> = {}) =>
  [
    { kind: 'member', permission, ...('event' in more ? { event: 'event' } : {}) } as Access,
    { organizer: formatId('org', ours), ...more },
  ] as const

const asRole = async (role: (typeof ROLE_NAMES)[number], eventIds: string[] | null = null) =>
  signedIn(people, (await makeMember(database.db, people, ours, { role, eventIds })).accountId)

describe('a member', () => {
  test.each(ROLE_NAMES)('%s may exactly what the policy says, and nothing at another organizer', async role => {
    const headers = await asRole(role)
    for (const permission of PERMISSION_NAMES) {
      const may = (ROLES[role].permissions as readonly string[]).includes(permission)
      const answer = await admit(headers, ...inOurs(permission))
      if (may) expect(answer).toMatchObject({ organizerId: ours, eventIds: null })
      else expect(answer).toBe('access.permission_missing')
    }
    expect(
      await admit(headers, { kind: 'member', permission: 'organizer.view' }, { organizer: formatId('org', theirs) }),
    ).toBe('request.not_found')
  })

  test('limited to an event sees no other event, before anything is said about permissions', async () => {
    const headers = await asRole('door', [event])
    const other = formatId('evt', newTenantUuid(ours))
    expect(await admit(headers, ...inOurs('events.view', { event: formatId('evt', event) }))).toMatchObject({
      eventIds: [event],
    })
    expect(await admit(headers, ...inOurs('events.view', { event: other }))).toBe('request.not_found')
    expect(await admit(headers, ...inOurs('events.edit', { event: other }))).toBe('request.not_found')
    expect(await admit(headers, ...inOurs('events.edit', { event: formatId('evt', event) }))).toBe(
      'access.permission_missing',
    )
    expect(await admit(headers, ...inOurs('events.view', { event: 'evt_nonsense' }))).toBe('request.not_found')
  })

  test('who is removed is a stranger from the next request on', async () => {
    const { accountId, memberId } = await makeMember(database.db, people, ours, { role: 'admin' })
    const headers = await signedIn(people, accountId)
    expect(await admit(headers, ...inOurs('team.edit'))).toMatchObject({ organizerId: ours })
    const owner = { actor: systemActor, holding: { permissions: new Set<string>(PERMISSION_NAMES), eventIds: null } }
    await people.organizers.removeMember(ours, memberId, owner)
    expect(await admit(headers, ...inOurs('organizer.view'))).toBe('request.not_found')
  })
})

describe('nobody in particular', () => {
  test.each([
    ['no credential', {}],
    ['a made-up key', { authorization: `Bearer tsk_${'0'.repeat(26)}_${'A'.repeat(43)}` }],
    ['a key of nonsense', { authorization: 'Bearer tsk_nonsense' }],
    ['a dead device token', { authorization: 'Bearer tsd_bad' }],
    ['a scheme we do not know', { authorization: 'Basic dGVzdDp0ZXN0' }],
    ['a made-up cookie', { cookie: 'tessera.session_token=abc.def' }],
  ])('with %s is asked to sign in, whether the organizer exists or not', async (_name, headers) => {
    expect(await admit(headers as Headers, ...inOurs('organizer.view'))).toBe('access.unauthenticated')
    expect(
      await admit(
        headers as Headers,
        { kind: 'member', permission: 'organizer.view' },
        { organizer: formatId('org', newUuid()) },
      ),
    ).toBe('access.unauthenticated')
    for (const kind of ['account', 'operator', 'device'] as const)
      expect(await admit(headers as Headers, { kind })).toBe('access.unauthenticated')
    expect(await admit(headers as Headers, { kind: 'public' })).toMatchObject({
      principal: { kind: 'anonymous' },
      organizerId: null,
    })
  })

  test('a bad key beside a good cookie is not helped by the cookie', async () => {
    const cookie = await asRole('owner')
    expect(await admit({ ...cookie, authorization: 'Bearer tsk_nonsense' }, ...inOurs('organizer.view'))).toBe(
      'access.unauthenticated',
    )
  })

  test('an id in the path names the tenant, two of different tenants are nowhere', async () => {
    const order = formatId('ord', newTenantUuid(ours))
    const secret = { kind: 'secret', header: 'order-secret' } as const
    expect(await admit({}, secret, { order })).toMatchObject({ organizerId: ours })
    expect(await admit({}, secret, { order, line: formatId('lin', newTenantUuid(theirs)) })).toBe('request.not_found')
  })
})

describe('an account without membership', () => {
  test('has its own operations and finds no organizer', async () => {
    const headers = await signedIn(people, (await makeAccount(people)).id)
    expect(await admit(headers, { kind: 'account' })).toMatchObject({ principal: { kind: 'account' } })
    expect(await admit(headers, ...inOurs('organizer.view'))).toBe('request.not_found')
    expect(await admit(headers, { kind: 'operator' })).toBe('access.permission_missing')
  })

  test('operates the platform when it stands in the table of operators', async () => {
    const { id } = await makeAccount(people)
    await database.asSuperuser('insert into operators (account_id) values ($1)', [id])
    const headers = await signedIn(people, id)
    expect(await admit(headers, { kind: 'operator' })).toMatchObject({ principal: { operator: true } })
    expect(await admit(headers, ...inOurs('organizer.view'))).toBe('request.not_found')
  })
})

describe('an API key', () => {
  test('does what it holds for its organizer and its events, and nothing else', async () => {
    const { headers } = await makeApiKey(database.db, ours, { permissions: ['orders.view'], eventIds: [event] })
    expect(await admit(headers, ...inOurs('orders.view'))).toMatchObject({
      principal: { kind: 'api_key' },
      eventIds: [event],
    })
    expect(await admit(headers, ...inOurs('orders.edit'))).toBe('access.permission_missing')
    expect(await admit(headers, ...inOurs('orders.view', { event: formatId('evt', newTenantUuid(ours)) }))).toBe(
      'request.not_found',
    )
    expect(
      await admit(headers, { kind: 'member', permission: 'orders.view' }, { organizer: formatId('org', theirs) }),
    ).toBe('request.not_found')
    expect(await admit(headers, { kind: 'account' })).toBe('access.permission_missing')
    expect(await admit(headers, { kind: 'operator' })).toBe('access.permission_missing')
  })

  test('whose row was given too much still cannot make keys or members', async () => {
    const { headers } = await makeApiKey(database.db, ours, { permissions: [...PERMISSION_NAMES] })
    for (const permission of ['keys.edit', 'team.edit', 'owners.edit'])
      expect(await admit(headers, ...inOurs(permission))).toBe('access.permission_missing')
  })

  test('with another secret, revoked or expired is nobody', async () => {
    const key = await makeApiKey(database.db, ours, { permissions: ['orders.view'] })
    const other = await makeApiKey(database.db, ours, { permissions: ['orders.view'] })
    const mixed = `${key.text.slice(0, 31)}${other.text.slice(31)}`
    expect(await admit({ authorization: `Bearer ${mixed}` }, ...inOurs('orders.view'))).toBe('access.unauthenticated')
    await people.organizers.revokeApiKey(ours, key.keyId, systemActor)
    expect(await admit(key.headers, ...inOurs('orders.view'))).toBe('access.unauthenticated')
    const expired = await makeApiKey(database.db, ours, { permissions: ['orders.view'], expiresAt: new Date(0) })
    expect(await admit(expired.headers, ...inOurs('orders.view'))).toBe('access.unauthenticated')
  })

  test('notes its use at most once a minute', async () => {
    const { keyId, headers } = await makeApiKey(database.db, ours, { permissions: ['orders.view'] })
    const lastUsed = async () =>
      (
        await database.asSuperuser<{ at: Date | null; v: string }>(
          'select last_used_at as at, xmin::text as v from api_keys where id = $1',
          [keyId],
        )
      )[0]
    expect((await lastUsed())?.at).toBeNull()
    await admit(headers, ...inOurs('orders.view'))
    const first = await lastUsed()
    expect(first?.at).not.toBeNull()
    await admit(headers, ...inOurs('orders.view'))
    expect((await lastUsed())?.v).toBe(first?.v)
    await database.asSuperuser("update api_keys set last_used_at = last_used_at - interval '2 minutes' where id = $1", [
      keyId,
    ])
    await admit(headers, ...inOurs('orders.view'))
    expect((await lastUsed())?.at?.getTime()).toBeGreaterThanOrEqual(first?.at?.getTime() ?? 0)
  })
})

describe('at a gate', () => {
  const headers = { authorization: 'Bearer tsd_good' }
  const scan = { kind: 'device', permission: 'checkin.scan' } as const
  const list = (organizerId: string) => ({ list: formatId('cil', newTenantUuid(organizerId)) })

  test('a device acts for its organizer only, and only at gates', async () => {
    expect(await admit(headers, scan, list(ours))).toMatchObject({ principal: { kind: 'device' }, organizerId: ours })
    expect(await admit(headers, { kind: 'device' })).toMatchObject({ organizerId: ours })
    expect(await admit(headers, scan, list(theirs))).toBe('request.not_found')
    expect(await admit(headers, ...inOurs('checkin.scan'))).toBe('request.not_found')
    expect(await admit(headers, { kind: 'account' })).toBe('access.permission_missing')
  })

  test('a member or key scans with the permission, where members are allowed at all', async () => {
    const door = await asRole('door')
    expect(await admit(door, scan, list(ours))).toMatchObject({ organizerId: ours })
    expect(await admit(door, scan, list(theirs))).toBe('request.not_found')
    expect(await admit(door, { kind: 'device' }, list(ours))).toBe('access.permission_missing')
    expect(await admit(await asRole('finance'), scan, list(ours))).toBe('access.permission_missing')
    const key = await makeApiKey(database.db, ours, { permissions: ['checkin.scan'] })
    expect(await admit(key.headers, scan)).toMatchObject({ organizerId: ours })
    expect(await admit(door, scan)).toBe('request.not_found')
  })
})
