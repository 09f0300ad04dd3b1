import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase({ poolSize: 2 })
})
afterAll(() => database[Symbol.asyncDispose]())

describe('a database that goes away', () => {
  it('fails the transaction that it interrupts, and neither the process nor the next one', async () => {
    const uncaught: unknown[] = []
    const note = (error: unknown) => uncaught.push(error)
    process.on('uncaughtExceptionMonitor', note)
    // Between two statements nobody waits for the connection, so nobody but its own listener hears that it broke.
    const interrupted = database.db.global(async tx => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await database.asSuperuser('select pg_terminate_backend($1, 5000)', [rows[0]!.pid])
      await new Promise(resolve => setImmediate(resolve))
      await sql`select 1`.execute(tx)
    })
    await expect(interrupted).rejects.toThrow()
    process.off('uncaughtExceptionMonitor', note)
    expect(uncaught).toEqual([])
    const { rows } = await database.db.global(tx => sql<{ n: number }>`select 1 as n`.execute(tx))
    expect(rows).toEqual([{ n: 1 }])
  })
})
