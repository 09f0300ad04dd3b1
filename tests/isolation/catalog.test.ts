import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '../../apps/server/src/platform/testing/global-setup.ts'
import { type TestDatabase, testDatabase } from '../../apps/server/src/platform/testing/test-database.ts'
import { CATALOG_RULES } from './catalog-rules.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

const faultsOf = async (rule: string) =>
  (await database.asSuperuser<{ fault: string }>(CATALOG_RULES[rule]!)).map(({ fault }) => fault)

describe('in the schema as it is', () => {
  test.each(Object.keys(CATALOG_RULES))('%s', async rule => {
    expect(await faultsOf(rule)).toEqual([])
  })

  test('the rules look at something', async () => {
    const [seen] = await database.asSuperuser<{ tables: number; policies: number }>(
      `select (select count(*)::int from pg_class where relforcerowsecurity) as tables, (select count(*)::int from pg_policy) as policies`,
    )
    expect(seen!.tables).toBeGreaterThan(35)
    expect(seen!.policies).toBeGreaterThan(70)
  })
})

const TABLE = 'create table bad (organizer_id uuid, id uuid, primary key (organizer_id, id));'
const PROTECTED = `${TABLE} call tenant_table('bad');`

/** What somebody may write tomorrow by mistake, and the rule that stops it. */
const MISTAKES: Array<[string, string, string, string]> = [
  ['a table of a tenant is protected, for its owner too', 'a table without row-level security', TABLE, 'public.bad'],
  [
    'a table of a tenant is protected, for its owner too',
    'one that its owner sees whole',
    `${PROTECTED} alter table bad no force row level security`,
    'public.bad',
  ],
  [
    'a table without a tenant is one on purpose',
    'a table that nobody thought about',
    'create table auth.bad (id uuid)',
    'auth.bad',
  ],
  [
    'a key of a tenant’s table begins with the tenant',
    'a key without the tenant',
    `create table bad (organizer_id uuid, id uuid primary key); call tenant_table('bad')`,
    'public.bad',
  ],
  [
    'a reference between tables of tenants carries the tenant on both sides',
    'a reference into another tenant',
    `alter table events add constraint events_lone unique (id); ${TABLE} alter table bad add constraint stray foreign key (id) references events (id)`,
    'public.bad stray',
  ],
  [
    'whatever the application may do with a protected table, a policy decides',
    'a right without a policy',
    `${PROTECTED} drop policy tenant on bad; create policy only_read on bad for select using (organizer_id = current_organizer())`,
    'public.bad DELETE',
  ],
  [
    'whatever the application may do with a protected table, a policy decides',
    'a policy that lets rows move to others',
    `${PROTECTED} drop policy tenant on bad; create policy tenant on bad using (organizer_id = current_organizer()) with check (true)`,
    'public.bad UPDATE',
  ],
  [
    'no policy opens more than one tenant to the application, except on purpose',
    'a policy for all beside the tenant’s',
    `${PROTECTED} create policy generous on bad for select using (true)`,
    'bad.generous',
  ],
  [
    'no policy opens more than one tenant to the application, except on purpose',
    'a policy that looks right',
    `${PROTECTED} create policy almost on bad using (organizer_id = current_organizer() or id is null)`,
    'bad.almost',
  ],
  [
    'a view asks with the rights of who asks; those of the audit are not the application’s',
    'a view with its owner’s rights',
    'create view bad as select * from orders',
    'public.bad',
  ],
  [
    'a view asks with the rights of who asks; those of the audit are not the application’s',
    'the audit shown to the application',
    'grant select on audit.payment to tessera_app',
    'audit.payment',
  ],
  [
    'nothing is copied to where no policy looks',
    'a materialized view',
    'create materialized view bad as select * from orders',
    'public.bad',
  ],
  [
    'a function lends nobody its maker’s rights, except on purpose and with a fixed search path',
    'a function that runs as its maker',
    `create function bad() returns int language sql security definer return 1`,
    'public.bad',
  ],
  [
    'our roles have no powers of their own',
    'a role beyond the policies',
    'alter role tessera_app bypassrls',
    'tessera_app',
  ],
  [
    'nobody has by the way what another role may do',
    'an inherited right',
    'grant tessera_backup to tessera_app',
    'tessera_backup to tessera_app',
  ],
  [
    'the application owns nothing',
    'an owner who may drop his policies',
    `${PROTECTED} alter table bad owner to tessera_app`,
    'bad',
  ],
  [
    'no role has more than it needs',
    'a table that the application can empty past all policies',
    `${PROTECTED} grant truncate on bad to tessera_app`,
    'public.bad TRUNCATE to tessera_app',
  ],
  [
    'no role has more than it needs',
    'a table for everybody',
    `${PROTECTED} grant select on bad to public`,
    'public.bad SELECT to everybody',
  ],
  [
    'no role has more than it needs',
    'a backup that writes',
    'grant update on orders to tessera_backup',
    'public.orders UPDATE to tessera_backup',
  ],
  [
    'no role has more than it needs',
    'an application that makes tables',
    'grant create on schema public to tessera_app',
    'public CREATE to tessera_app',
  ],
]

describe('a mistake is found', () => {
  test.each(MISTAKES)('%s: %s', (rule, _name, mistake, fault) =>
    // Taken back each time: roles belong to the whole server, which other tests use.
    withClient(database.url, async client => {
      await client.query('begin')
      await client.query(mistake)
      const { rows } = await client.query<{ fault: string }>(CATALOG_RULES[rule]!)
      await client.query('rollback')
      expect(rows.map(row => row.fault)).toContain(fault)
    }),
  )

  test('for every rule', () => {
    expect(new Set(MISTAKES.map(([rule]) => rule))).toEqual(new Set(Object.keys(CATALOG_RULES)))
  })
})
