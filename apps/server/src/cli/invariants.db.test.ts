import { newUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../platform/audit/audit.ts'
import { systemActor } from '../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../platform/testing/test-database.ts'
import { runAudit } from './audit.sql.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase({ poolSize: 2 })
})
afterAll(() => database[Symbol.asyncDispose]())

it('a login that may not audit hears which one may', async () => {
  const login = `stranger_${newUuid().slice(-12)}`
  const url = Object.assign(new URL(database.url), { username: login, password: 'x' })
  await database.asSuperuser(`create role ${login} login password 'x'`)
  await expect(runAudit(url.href)).rejects.toThrow(/DATABASE_OWNER_URL/)
  await database.asSuperuser(`drop role ${login}`)
})

const broken = async () => (await runAudit(database.url)).filter(result => !result.ok).map(result => result.id)

describe('the audit of the schema', () => {
  it('is green on what the migrations make', async () => {
    expect(await broken()).toEqual([])
  })

  it.each([
    ['a table that says nothing of itself', 'create table careless (id int)', 'drop table careless', 'PRV-0'],
    [
      'a column without its privacy class',
      'alter table organizers add column diary text',
      'alter table organizers drop column diary',
      'PRV-0',
    ],
    [
      'a column whose class does not exist',
      `comment on column organizers.legal_name is 'confidential: A name'`,
      `comment on column organizers.legal_name is 'personal: A name'`,
      'PRV-0',
    ],
    [
      'a tenant’s table that its owner may read unbound',
      'alter table orders no force row level security',
      'alter table orders force row level security',
      'TEN-1',
    ],
    [
      'a tenant’s table without row-level security',
      'alter table tickets disable row level security',
      'alter table tickets enable row level security',
      'TEN-1',
    ],
    [
      'a foreign key that leaves its tenant',
      `create unique index loose on events (id);
       create table stray (organizer_id uuid, event_id uuid references events (id));
       alter table stray enable row level security; alter table stray force row level security`,
      'drop table stray; drop index loose',
      'TEN-2',
    ],
  ])('turns red at %s', async (_what, harm, mend, invariant) => {
    await database.asSuperuser(harm)
    expect(await broken()).toContain(invariant)
    await database.asSuperuser(mend)
    expect(await broken()).toEqual([])
  })

  it('turns red when a record of the trail is changed or its end is cut off', async () => {
    const organizerId = newUuid()
    for (const action of ['things.made', 'things.sold']) {
      await database.db.tenant(organizerId, tx =>
        audit(tx, { actor: systemActor, action, subject: { kind: 'thing', id: null }, changes: {} }),
      )
    }
    expect(await broken()).toEqual([])
    await database.asSuperuser(`update audit_records set action = 'things.lost' where seq = 1`)
    expect(await broken()).toEqual(['AUD-1'])
    await database.asSuperuser(`update audit_records set action = 'things.made' where seq = 1`)
    await database.asSuperuser('delete from audit_records where seq = 2')
    expect(await broken()).toEqual(['AUD-1'])
  })

  it('reads through a role that cannot look at a person’s data', async () => {
    const asAuditor = database.db.kysely.transaction().execute(async tx => {
      await sql`set local role tessera_audit`.execute(tx)
      await sql`select name from auth.accounts`.execute(tx)
    })
    await expect(asAuditor).rejects.toThrow(/permission denied/)
  })
})
