import { formatId, newTenantUuid, newUuid } from '@tessera/kernel/ids'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { httpForTest, once } from '../testing/http.ts'
import { createPeople, makeAccount, makeMember, makeOrganizer, type People, signedIn } from '../testing/people.ts'
import { organizersRoutes } from './organizers.routes.ts'
import { PERMISSION_NAMES, type Role } from './policy.ts'
import { makeApiKey } from './testing/make-api-key.ts'

let database: TestDatabase
let people: People
let app: FastifyInstance
let organizerId: string
let ownerId: string
let base: string

beforeAll(async () => {
  database = await testDatabase()
  people = createPeople(database.db)
  app = await httpForTest(database.db, people.gatekeeper)
  organizersRoutes(app, people.organizers)
  const made = await makeOrganizer(people, { name: 'Lantern Society' })
  organizerId = made.organizer.id
  ownerId = made.ownerId
  base = `/v1/organizers/${formatId('org', organizerId)}`
})
afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type Headers = Record<string, string>
const call = (method: Method, url: string, headers: Headers = {}, payload?: object) =>
  app.inject({ method, url, payload, headers: { ...(method === 'POST' ? once() : {}), ...headers } })
const asRole = async (role: Role, eventIds: string[] | null = null) => {
  const { accountId, memberId } = await makeMember(database.db, people, organizerId, { role, eventIds })
  return { headers: await signedIn(people, accountId), memberId, accountId }
}
const asOwner = () => signedIn(people, ownerId)

describe('an organizer', () => {
  test('is made by any account, which then owns it; another cannot take its address', async () => {
    const headers = await signedIn(people, (await makeAccount(people)).id)
    const input = {
      name: 'Mill Theatre',
      slug: 'mill-theatre',
      timezone: 'Europe/London',
      currency: 'GBP',
      country: 'GB',
    }
    const made = await call('POST', '/v1/organizers', headers, input)
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ ...input, version: 1 })
    expect((await call('GET', `/v1/organizers/${made.json().id}/members`, headers)).json().data).toMatchObject([
      { role: 'owner' },
    ])
    expect((await call('POST', '/v1/organizers', headers, input)).json().code).toBe('organizers.slug_taken')
    expect((await call('POST', '/v1/organizers', {}, input)).statusCode).toBe(401)
  })

  test.each([
    [{ timezone: 'Europe/Nowhere' }, 'timezone'],
    [{ currency: 'XQQ' }, 'currency'],
    [{ slug: 'No Slug' }, 'slug'],
    [{ slug: '-edge' }, 'slug'],
    [{ name: 'a\u0007b' }, 'name'],
    [{ demo: true }, ''],
  ])('is refused with %j', async (more, path) => {
    const answer = await call('POST', '/v1/organizers', await asOwner(), { name: 'X', ...more })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  test('is changed by who has read its newest version, and the change is recorded', async () => {
    const headers = await asOwner()
    const read = await call('GET', base, headers)
    const change = {
      about: { en: 'Light in the dark', de: 'Licht im Dunkeln' },
      accent: '#aa3300',
      contact_email: 'hello@example.org',
    }
    const etag = String(read.headers.etag)
    expect((await call('PATCH', base, headers, change)).statusCode).toBe(428)
    const changed = await call('PATCH', base, { ...headers, 'if-match': etag }, change)
    expect(changed.json()).toMatchObject({ ...change, version: 2 })
    expect((await call('PATCH', base, { ...headers, 'if-match': etag }, change)).statusCode).toBe(412)
    const records = (await call('GET', `${base}/audit-records?action=organizers.updated`, headers)).json().data
    expect(records[0]).toMatchObject({
      actor: { kind: 'account', name: 'Pat Person' },
      changes: { after: { accent: '#aa3300' } },
    })
  })

  test('shows everybody its profile, and only that', async () => {
    const { slug } = (await people.organizers.get(organizerId))!
    const answer = await call('GET', `/v1/organizers/by-slug/${slug}`)
    expect(answer.json()).toMatchObject({ name: 'Lantern Society', slug })
    expect(Object.keys(answer.json())).not.toContain('version')
    expect((await call('GET', '/v1/organizers/by-slug/nobody')).statusCode).toBe(404)
  })

  test('does not exist for strangers: the same answer as for one that never was', async () => {
    const headers = await signedIn(people, (await makeAccount(people)).id)
    const strange = await call('GET', base, headers)
    const missing = await call('GET', `/v1/organizers/${formatId('org', newUuid())}`, headers)
    expect({ ...strange.json(), request_id: '' }).toEqual({ ...missing.json(), request_id: '' })
    expect(strange.statusCode).toBe(404)
  })
})

describe('members', () => {
  test('are shown to who may see the team', async () => {
    expect((await call('GET', `${base}/members`, (await asRole('viewer')).headers)).statusCode).toBe(200)
    expect((await call('GET', `${base}/members`, (await asRole('door')).headers)).json().code).toBe(
      'access.permission_missing',
    )
  })

  test('are changed only by who holds what they have and get', async () => {
    const admin = await asRole('admin')
    const door = await asRole('door')
    const owner = (await people.organizers.members(organizerId)).find(member => member.role === 'owner')!
    const patch = (memberId: string, body: object, headers: Headers) =>
      call('PATCH', `${base}/members/${formatId('mem', memberId)}`, headers, body)
    expect((await patch(door.memberId, { role: 'support' }, admin.headers)).json()).toMatchObject({ role: 'support' })
    expect((await patch(door.memberId, { role: 'owner' }, admin.headers)).json().code).toBe(
      'organizers.grant_exceeds_own',
    )
    expect((await patch(owner.id, { role: 'viewer' }, admin.headers)).json().code).toBe('organizers.grant_exceeds_own')
    expect((await patch(admin.memberId, { role: 'owner' }, admin.headers)).json().code).toBe(
      'organizers.grant_exceeds_own',
    )
    expect(
      (
        await patch(
          door.memberId,
          { role: 'admin', event_ids: [formatId('evt', newTenantUuid(organizerId))] },
          admin.headers,
        )
      ).json().code,
    ).toBe('organizers.role_not_limitable')
    expect(
      (await patch(door.memberId, { event_ids: [formatId('evt', newTenantUuid(newUuid()))] }, admin.headers))
        .statusCode,
    ).toBe(400)
    expect((await patch(door.memberId, { role: 'viewer' }, door.headers)).json().code).toBe('access.permission_missing')
    expect((await patch(newTenantUuid(organizerId), { role: 'viewer' }, admin.headers)).statusCode).toBe(404)
  })

  test('of another organizer cannot be touched under this one', async () => {
    const { organizer } = await makeOrganizer(people)
    const { memberId } = await makeMember(database.db, people, organizer.id)
    const answer = await call('DELETE', `${base}/members/${formatId('mem', memberId)}`, await asOwner())
    expect(answer.statusCode).toBe(404)
    expect(await people.organizers.members(organizer.id)).toHaveLength(2)
  })

  test('end by removal, except the last owner, and by nobody who holds less', async () => {
    const { memberId, headers } = await asRole('manager')
    const remove = async (id: string, as?: Headers) =>
      call('DELETE', `${base}/members/${formatId('mem', id)}`, as ?? (await asOwner()))
    expect((await remove(memberId)).statusCode).toBe(204)
    expect((await call('GET', base, headers)).statusCode).toBe(404)
    expect((await remove(memberId)).statusCode).toBe(404)
    const owner = (await people.organizers.members(organizerId)).find(member => member.role === 'owner')!
    expect((await remove(owner.id)).json().code).toBe('organizers.last_owner')
    expect((await remove(owner.id, (await asRole('admin')).headers)).json().code).toBe('organizers.grant_exceeds_own')
  })
})

describe('an invitation', () => {
  const invite = async (body: object, headers?: Headers) =>
    call('POST', `${base}/invitations`, headers ?? (await asOwner()), body)
  const tokenOf = async (id: string) => {
    const stored = (await people.organizers.invitations(organizerId)).find(
      invitation => formatId('inv', invitation.id) === id,
    )
    return (await people.organizers.invitationMail(organizerId, stored!.id))!.token
  }

  const lookUp = (token: string) => call('POST', '/v1/invitations/lookup', {}, { token })

  test('is told to the mailer by an event that names no address', async () => {
    const made = await invite({ email: 'new.face@example.org', role: 'door' })
    expect(made.json()).toMatchObject({ email: 'new.face@example.org', role: 'door', state: 'open', event_ids: null })
    const [row] = await database.asSuperuser<{ payload: object }>(
      "select payload from outbox where topic = 'organizers.invitation_created' order by id desc limit 1",
    )
    expect(JSON.stringify(row)).not.toContain('@')
    expect(
      await people.organizers.invitationMail(organizerId, (await people.organizers.invitations(organizerId))[0]!.id),
    ).toMatchObject({ organizerName: 'Lantern Society', role: 'door', inviterName: 'Pat Person' })
  })

  test('lets in the invited address and nobody else, once', async () => {
    const invited = await makeAccount(people)
    const thief = await signedIn(people, (await makeAccount(people)).id)
    const event = formatId('evt', newTenantUuid(organizerId))
    const made = await invite({ email: invited.email.toUpperCase(), role: 'door', event_ids: [event] })
    const token = await tokenOf(made.json().id)
    expect((await lookUp(token)).json()).toMatchObject({
      organizer: { name: 'Lantern Society' },
      role: 'door',
    })
    const accept = (headers: Headers) => call('POST', '/v1/invitations/accept', headers, { token })
    expect((await accept({})).statusCode).toBe(401)
    expect((await accept(thief)).json().code).toBe('organizers.invitation_for_other_address')
    const headers = await signedIn(people, invited.id)
    expect((await accept(headers)).statusCode).toBe(200)
    expect((await accept(headers)).json().code).toBe('organizers.invitation_ended')
    expect((await lookUp(token)).statusCode).toBe(410)
    expect(await people.organizers.membershipsOf(invited.id)).toMatchObject([
      { role: 'door', eventIds: [expect.any(String)] },
    ])
    expect((await invite({ email: invited.email, role: 'viewer' })).json().code).toBe('organizers.already_member')
  })

  test('that is withdrawn, replaced or too old lets nobody in, and takes no other with it', async () => {
    const owner = await asOwner()
    const other = await invite({ email: 'other@example.org', role: 'door' })
    const first = await invite({ email: 'late@example.org', role: 'door' })
    const token = await tokenOf(first.json().id)
    const second = await invite({ email: 'Late@example.org', role: 'viewer' })
    expect((await lookUp(token)).statusCode).toBe(410)
    const newer = await tokenOf(second.json().id)
    await database.asSuperuser(
      "update invitations set expires_at = now() - interval '1 second' where lower(email) = 'late@example.org'",
    )
    expect((await lookUp(newer)).statusCode).toBe(410)
    expect((await call('DELETE', `${base}/invitations/${second.json().id}`, owner)).statusCode).toBe(204)
    expect((await call('DELETE', `${base}/invitations/${second.json().id}`, owner)).statusCode).toBe(404)
    expect((await lookUp(await tokenOf(other.json().id))).statusCode).toBe(200)
  })

  test.each(['nonsense', `tsi_${'0'.repeat(26)}_${'A'.repeat(43)}`])('that never was is not found: %s', async token => {
    expect((await lookUp(token)).statusCode).toBe(404)
  })

  test('ends with what its inviter held: who was removed leaves no way back open, who was put down gives less', async () => {
    const admin = await asRole('admin')
    const friend = await makeAccount(people)
    const headers = await signedIn(people, friend.id)
    const made = await invite({ email: friend.email, role: 'admin' }, admin.headers)
    const token = await tokenOf(made.json().id)
    const put = (set: string) =>
      database.asSuperuser(`update members set ${set} where organizer_id = $1 and account_id = $2`, [
        organizerId,
        admin.accountId,
      ])
    for (const set of ["role = 'support'", "role = 'admin', removed_at = now()"]) {
      await put(set)
      expect((await lookUp(token)).statusCode).toBe(410)
      expect((await call('POST', '/v1/invitations/accept', headers, { token })).json().code).toBe(
        'organizers.invitation_ended',
      )
    }
    await put('removed_at = null')
    expect((await call('POST', '/v1/invitations/accept', headers, { token })).statusCode).toBe(200)
  })

  test('never gives more than the inviter has', async () => {
    expect((await invite({ email: 'o@example.org', role: 'owner' })).statusCode).toBe(400)
    expect(
      (await invite({ email: 'o@example.org', role: 'viewer' }, (await asRole('manager')).headers)).statusCode,
    ).toBe(403)
  })
})

describe('an API key', () => {
  const create = (body: object, headers: Headers) => call('POST', `${base}/api-keys`, headers, body)

  test('is shown once, works, and stops when it is revoked', async () => {
    const headers = await asOwner()
    const made = await create({ name: 'Till', permissions: ['organizer.view', 'orders.view'] }, headers)
    expect(made.statusCode).toBe(201)
    const { secret, id, hint } = made.json()
    expect(secret).toMatch(/^tsk_[0-9a-z]{26}_[\w-]{43}$/)
    expect(secret.endsWith(hint)).toBe(true)
    const listed = (await call('GET', `${base}/api-keys`, headers)).body
    expect(listed).toContain(id)
    expect(listed).not.toContain(secret.slice(31))
    const [row] = await database.asSuperuser<{ all: string }>(
      'select api_keys::text as all from api_keys order by created_at desc limit 1',
    )
    expect(row?.all).not.toContain(secret.slice(31))
    const key = { authorization: `Bearer ${secret}` }
    expect((await call('GET', base, key)).statusCode).toBe(200)
    expect((await call('GET', `${base}/members`, key)).statusCode).toBe(403)
    expect((await call('DELETE', `${base}/api-keys/${id}`, headers)).statusCode).toBe(204)
    expect((await call('GET', base, key)).statusCode).toBe(401)
  })

  test('is dead as soon as its maker is removed, and stays so when the maker comes back', async () => {
    const owner = await asOwner()
    const maker = await asRole('admin')
    const { secret, id } = (await create({ name: 'Left behind', permissions: ['orders.view'] }, maker.headers)).json()
    const key = { authorization: `Bearer ${secret}` }
    const may = async () => (await people.gatekeeper.identify({ headers: key } as never)).kind
    expect(await may()).toBe('api_key')
    expect((await call('DELETE', `${base}/members/${formatId('mem', maker.memberId)}`, owner)).statusCode).toBe(204)
    expect(await may()).toBe('anonymous')
    const { data } = (await call('GET', `${base}/audit-records?subject=${id}`, owner)).json()
    expect(data[0]).toMatchObject({ action: 'keys.revoked', reason: 'maker removed' })
    await makeMember(database.db, people, organizerId, { role: 'admin', accountId: maker.accountId })
    expect(await may()).toBe('anonymous')
    // Even a key that was being made at that very moment, which no revocation has seen.
    await database.asSuperuser(`update api_keys set revoked_at = null where name = 'Left behind'`)
    expect(await may()).toBe('anonymous')
    await database.asSuperuser(`delete from api_keys where name = 'Left behind'`)
  })

  test('never does more than its maker may do at this moment', async () => {
    const owner = await asOwner()
    const maker = await asRole('admin')
    const wish = { name: 'Outgrown', permissions: ['organizer.edit', 'orders.view', 'orders.refund'] }
    const { secret, created_by: madeBy } = (await create(wish, maker.headers)).json()
    expect(madeBy).toEqual({ id: formatId('acc', maker.accountId), name: 'Pat Person' })
    const event = newTenantUuid(organizerId)
    const change = { role: 'support', event_ids: [formatId('evt', event)] }
    await call('PATCH', `${base}/members/${formatId('mem', maker.memberId)}`, owner, change)
    const key = { authorization: `Bearer ${secret}` }
    expect(await people.gatekeeper.identify({ headers: key } as never)).toMatchObject({
      permissions: new Set(['orders.view']),
      eventIds: [event],
    })
    const { data } = (await call('GET', `${base}/api-keys`, owner)).json()
    expect(data.find((each: { name: string }) => each.name === 'Outgrown')).toMatchObject({
      withheld_permissions: ['organizer.edit', 'orders.refund'],
    })
  })

  test('cannot exceed who makes it, make other keys, or be born dead', async () => {
    const owner = await asOwner()
    expect((await create({ name: 'K', permissions: ['keys.edit'] }, owner)).json().code).toBe(
      'organizers.permission_not_for_keys',
    )
    expect((await create({ name: 'K', permissions: ['team.edit'] }, owner)).json().code).toBe(
      'organizers.permission_not_for_keys',
    )
    for (const permission of ['devices.edit', 'payments.edit']) {
      expect((await create({ name: 'K', permissions: [permission] }, owner)).json().code).toBe(
        'organizers.permission_not_for_keys',
      )
    }
    expect((await create({ name: 'K', permissions: ['nonsense'] }, owner)).statusCode).toBe(400)
    expect(
      (await create({ name: 'K', permissions: ['orders.view'], expires_at: '2020-01-01T00:00:00Z' }, owner)).json()
        .code,
    ).toBe('organizers.expiry_in_past')
    const keys = (await call('GET', `${base}/api-keys`, owner)).json().data
    expect(keys.filter((key: { name: string }) => key.name === 'K')).toEqual([])
    const key = await makeApiKey(database.db, organizerId, { permissions: [...PERMISSION_NAMES] })
    expect((await create({ name: 'K', permissions: ['orders.view'] }, key.headers)).statusCode).toBe(403)
  })
})

describe('the audit trail', () => {
  test('pages newest first without gaps and filters by subject', async () => {
    const headers = await asOwner()
    const seen: number[] = []
    let cursor = ''
    do {
      const page = (await call('GET', `${base}/audit-records?limit=3${cursor && `&cursor=${cursor}`}`, headers)).json()
      seen.push(...page.data.map((record: { seq: number }) => record.seq))
      cursor = page.next_cursor ?? ''
    } while (cursor)
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => seen.length - i))
    const { memberId } = await asRole('viewer')
    const subject = formatId('mem', memberId)
    await call('PATCH', `${base}/members/${subject}`, headers, { role: 'door' })
    await call('DELETE', `${base}/members/${subject}`, headers)
    const own = (await call('GET', `${base}/audit-records?subject=${subject}`, headers)).json().data
    const actions = ['members.removed', 'members.changed', 'members.joined']
    expect(own).toMatchObject(actions.map(action => ({ action, subject: { kind: 'member', id: subject } })))
    expect(own[1].changes).toEqual({ before: { role: 'viewer' }, after: { role: 'door' } })
    expect((await call('GET', `${base}/audit-records?subject=nonsense`, headers)).json().data).toEqual([])
    expect((await call('GET', `${base}/audit-records?cursor=nonsense`, headers)).statusCode).toBe(400)
  })

  test('is not for everybody', async () => {
    expect((await call('GET', `${base}/audit-records`, (await asRole('support')).headers)).statusCode).toBe(403)
    expect(
      (await call('GET', `${base}/audit-records`, (await asRole('finance', [newTenantUuid(organizerId)])).headers))
        .statusCode,
    ).toBe(403)
  })
})

test('the policy is published as it is applied', async () => {
  const { roles, permissions } = (await call('GET', '/v1/policy')).json()
  expect(permissions.map((entry: { permission: string }) => entry.permission)).toEqual(PERMISSION_NAMES)
  expect(roles.find((entry: { role: string }) => entry.role === 'owner').permissions).toEqual(PERMISSION_NAMES)
})
