import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'

/** `url` is how the application connects, `ownerUrl` how migrations do. */
export type Database = {
  url: string
  ownerUrl: string
  /** Of an embedded server: resolves with its last words when it ends by itself. */
  died?: Promise<string>
} & AsyncDisposable

const NAME = 'tessera'

/**
 * The embedded server with its data in `dataDir`; the database is made when it is not there. `share` says whether one
 * that another living process runs there may be used.
 */
export async function embeddedDatabase(dataDir: string, share: boolean): Promise<Database> {
  const server = await startEmbeddedPostgres({ dataDir, share })
  await createDatabase(server.url, NAME)
  const url = server.databaseUrl(NAME)
  return { url, ownerUrl: url, died: server.died, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

/** A migrated database that lives as long as the caller uses it, for looking at what the migrations make. */
export async function scratchDatabase(): Promise<Database> {
  const dir = mkdtempSync(path.join(tmpdir(), 'tessera-scratch-'))
  chmodSync(dir, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: path.join(dir, 'pg'), throwaway: true })
  await createDatabase(server.url, NAME)
  const url = server.databaseUrl(NAME)
  await migrate(url)
  return {
    url,
    ownerUrl: url,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function createDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
}
