import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts'
import { migrate } from '../db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export const TEMPLATE = 'tessera_template'

/** One throw-away PostgreSQL for the whole run, with a migrated template database that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = process.env.TEST_POSTGRES_DIR ?? '/tmp'
  const dir = mkdtempSync(path.join(base, 'tessera-test-'))
  // The database runs as an unprivileged user, who must be able to pass the directory above its data.
  const { chmodSync } = await import('node:fs')
  chmodSync(dir, 0o755)
  const server = await startEmbeddedPostgres({
    dataDir: path.join(dir, 'pg'),
    throwaway: true,
    settings: { max_connections: '300' },
  })
  await withClient(server.url, client => client.query(`create database ${TEMPLATE}`))
  await migrate(server.databaseUrl(TEMPLATE))
  project.provide('postgresUrl', server.url)
  return async () => {
    await server[Symbol.asyncDispose]()
    rmSync(dir, { recursive: true, force: true })
  }
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
