import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createPeople, makeMember, makeOrganizer, type People } from '../testing/people.ts'
import { PERMISSION_NAMES } from './policy.ts'
import { makeApiKey } from './testing/make-api-key.ts'

let database: TestDatabase
let people: People
let ours: string
let theirs: string
let ourMember: { memberId: string; accountId: string }

beforeAll(async () => {
  database = await testDatabase()
  people = createPeople(database.db)
  const holding = { permissions: new Set<string>(PERMISSION_NAMES), eventIds: null }
  const set = async () => {
    const { id } = (await makeOrganizer(people)).organizer
    await people.organizers.invite(
      id,
      { email: 'x@example.org', role: 'viewer', eventIds: null },
      { actor: systemActor, holding },
    )
    await makeApiKey(database.db, id, { permissions: ['orders.view'] })
    return id
  }
  ours = await set()
  theirs = await set()
  ourMember = await makeMember(database.db, people, ours)
})
afterAll(() => database[Symbol.asyncDispose]())

test.each(['members', 'invitations', 'api_keys', 'audit_records'])(
  '%s of another organizer cannot be read, written or moved',
  async table => {
    const name = sql.ref(table.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase()))
    await database.db.tenant(theirs, async tx => {
      const { rows } = await sql<{ organizerId: string }>`select organizer_id from ${name}`.execute(tx)
      expect(rows.length).toBeGreaterThan(0)
      expect(new Set(rows.map(row => row.organizerId))).toEqual(new Set([theirs]))
    })
    if (table === 'audit_records') return
    const touched = await database.db.tenant(theirs, tx =>
      sql`update ${name} set created_at = now() where organizer_id = ${ours} returning 1`.execute(tx),
    )
    expect(touched.rows).toEqual([])
    await expect(
      database.db.tenant(theirs, tx => sql`update ${name} set organizer_id = ${ours}`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' })
  },
)

test('without a tenant nobody has members, keys or invitations', async () => {
  const { rows } = await database.db.global(tx =>
    sql<{
      n: number
    }>`select (select count(*) from members)::int + (select count(*) from invitations)::int + (select count(*) from api_keys)::int as n`.execute(
      tx,
    ),
  )
  expect(rows[0]?.n).toBe(0)
})

test('an account sees its own memberships at every organizer, and those of nobody else', async () => {
  await makeMember(database.db, people, theirs, { accountId: ourMember.accountId, role: 'door' })
  const memberships = await people.organizers.membershipsOf(ourMember.accountId)
  expect(new Map(memberships.map(({ organizerId, role }) => [organizerId, role]))).toEqual(
    new Map([
      [ours, 'viewer'],
      [theirs, 'door'],
    ]),
  )
})

test('the tenant of an id is found by its tail; a made-up tail has none', async () => {
  expect(await people.organizers.tenantOf(newTenantUuid(ours))).toBe(ours)
  expect(await people.organizers.tenantOf('01890000-0000-7000-8000-0000ffffffff')).toBeNull()
})
