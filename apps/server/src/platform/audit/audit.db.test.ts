import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../db/db.ts'
import { systemActor } from '../http/access.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { brokenLinks, listAuditRecords } from './audit.sql.ts'
import { audit, difference } from './audit.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase({ poolSize: 12 })
})
afterAll(() => database[Symbol.asyncDispose]())

const record = (organizerId: string, action = 'things.changed') =>
  database.db.tenant(organizerId, tx =>
    audit(tx, {
      actor: systemActor,
      action,
      subject: { kind: 'thing', id: newTenantUuid(organizerId) },
      changes: { after: { price: 5n } },
      reason: 'because',
    }),
  )
const broken = (organizerId: string) => database.db.tenant(organizerId, brokenLinks)

describe('the audit trail', () => {
  it('numbers records without a gap when many are written at once', async () => {
    const organizerId = newUuid()
    await Promise.all(Array.from({ length: 30 }, () => record(organizerId)))
    const rows = await database.db.tenant(organizerId, tx => listAuditRecords(tx, { limit: 100 }))
    expect(rows.map(row => Number(row.seq))).toEqual(Array.from({ length: 30 }, (_, n) => 30 - n))
    expect(await broken(organizerId)).toEqual([])
  })

  it('cannot be changed or shortened by the application', async () => {
    const organizerId = newUuid()
    await record(organizerId)
    const attempt = (work: (tx: Tx) => Promise<unknown>) => database.db.tenant(organizerId, work)
    await expect(attempt(tx => tx.updateTable('auditRecords').set({ action: 'x' }).execute())).rejects.toThrow(
      /permission denied/,
    )
    await expect(attempt(tx => tx.deleteFrom('auditRecords').execute())).rejects.toThrow(/permission denied/)
  })

  it.each([
    [
      'a changed action',
      "update audit_records set action = 'nothing.happened' where organizer_id = $1 and seq = 2",
      [2n],
    ],
    [
      'changed content',
      `update audit_records set changes = '{"after": {"price": "1"}}' where organizer_id = $1 and seq = 2`,
      [2n],
    ],
    ['a removed record', 'delete from audit_records where organizer_id = $1 and seq = 2', [3n]],
    ['a removed end', 'delete from audit_records where organizer_id = $1 and seq = 3', [3n]],
  ])('shows %s even when whoever changed it owns the database', async (_what, tampering, where) => {
    const organizerId = newUuid()
    for (let n = 0; n < 3; n++) await record(organizerId)
    await database.asSuperuser(tampering, [organizerId])
    expect(await broken(organizerId)).toEqual(expect.arrayContaining(where))
  })

  it('stays whole when a person’s data is shredded from it', async () => {
    const organizerId = newUuid()
    await record(organizerId)
    await database.asSuperuser('update audit_records set changes = null where organizer_id = $1', [organizerId])
    expect(await broken(organizerId)).toEqual([])
  })

  it('of one organizer is invisible to another', async () => {
    const [mine, theirs] = [newUuid(), newUuid()]
    await record(mine)
    expect(await database.db.tenant(theirs, tx => listAuditRecords(tx, { limit: 10 }))).toEqual([])
  })
})

it('a difference names only the fields that changed', () => {
  expect(difference({ a: 1, b: 2n, c: [1] }, { a: 1, b: 3n, c: [1] })).toEqual({
    before: { b: '2' },
    after: { b: '3' },
  })
})
