import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../../../platform/db/db.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'

const organizerId = newUuid()
let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase({ poolSize: 2 })
})
afterAll(() => database[Symbol.asyncDispose]())

const asOrganizer = <T>(work: (tx: Tx) => Promise<T>) => database.db.tenant(organizerId, work)

type Line = [account: string, amountMinor: bigint, currency: string]

async function write(tx: Tx, lines: Line[]): Promise<string> {
  const entryId = newTenantUuid(organizerId)
  await sql`insert into journal_entries (organizer_id, id, kind) values (${organizerId}, ${entryId}, 'sale')`.execute(
    tx,
  )
  for (const [account, amountMinor, currency] of lines) {
    await sql`insert into journal_lines (organizer_id, id, entry_id, account, amount_minor, currency)
      values (${organizerId}, ${newTenantUuid(organizerId)}, ${entryId}, ${account}, ${amountMinor}, ${currency})`.execute(
      tx,
    )
  }
  return entryId
}

describe('the database itself', () => {
  it('takes an entry whose lines sum to nothing in each currency', async () => {
    const lines: Line[] = [
      ['gateway:test', 500n, 'EUR'],
      ['sales', -500n, 'EUR'],
    ]
    await expect(asOrganizer(tx => write(tx, lines))).resolves.toBeTruthy()
  })

  it.each([
    [
      'is a cent off',
      [
        ['gateway:test', 500n, 'EUR'],
        ['sales', -499n, 'EUR'],
      ],
    ],
    ['has one side only', [['gateway:test', 500n, 'EUR']]],
    [
      'balances across currencies but in none',
      [
        ['gateway:test', 500n, 'EUR'],
        ['sales', -500n, 'CAD'],
      ],
    ],
  ] as Array<[string, Line[]]>)('refuses at the commit an entry that %s', async (_what, lines) => {
    await expect(asOrganizer(tx => write(tx, lines))).rejects.toThrow(/does not balance/)
  })

  it.each([
    ['a line', sql`update journal_lines set amount_minor = 0`],
    ['an entry', sql`update journal_entries set kind = 'refund'`],
    ['a line’s existence', sql`delete from journal_lines`],
    ['an entry’s existence', sql`delete from journal_entries`],
    ['everything at once', sql`truncate journal_entries cascade`],
  ])('lets the application change nothing of what was entered: %s', async (_what, change) => {
    await expect(asOrganizer(tx => change.execute(tx))).rejects.toThrow(/permission denied/)
  })
})
