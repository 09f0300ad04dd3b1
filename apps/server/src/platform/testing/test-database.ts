import { inject } from 'vitest'
import { createDb, type Db } from '../db/db.ts'
import { TEMPLATE, withClient } from './global-setup.ts'

export type TestDatabase = {
  db: Db
  /** As the application connects; row-level security applies. */
  url: string
  /** Looks behind the curtain, as a superuser who bypasses row-level security; for assertions only. */
  asSuperuser<Row>(sql: string, values?: unknown[]): Promise<Row[]>
  [Symbol.asyncDispose](): Promise<void>
}

let counter = 0

/** A database of its own for a test file, cloned from the migrated template in some 30 ms. */
export async function testDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `t_${process.pid}_${Date.now().toString(36)}_${counter++}`
  await withClient(server, client => client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`))
  const url = server.replace(/\/postgres$/, `/${name}`)
  const db = createDb({ url, poolSize: options.poolSize ?? 8, applicationName: name })
  return {
    db,
    url,
    asSuperuser: (sql, values) => withClient(url, async client => (await client.query(sql, values)).rows),
    [Symbol.asyncDispose]: async () => {
      await db[Symbol.asyncDispose]()
      await withClient(server, async client => {
        const leaked = await client.query(
          "select count(*)::int as n from pg_stat_activity where datname = $1 and state = 'idle in transaction'",
          [name],
        )
        await client.query(`drop database if exists ${name} with (force)`)
        if (leaked.rows[0].n > 0) throw new Error(`${leaked.rows[0].n} transactions were left open`)
      })
    },
  }
}
