import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrateQueues } from '../jobs/migrate-queues.ts'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../migrations')

/**
 * Brings the database to the newest schema: roles first, then the numbered SQL files, then the job queue's own tables.
 * Safe when several processes start at once: the migrator holds an advisory lock.
 */
export async function migrate(ownerUrl: string): Promise<{ applied: string[] }> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, options: '-c lock_timeout=10s' })
  pool.on('error', () => {})
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await ensureRoles(db)
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
    const { error, results } = await migrator.migrateToLatest({ disableTransactions: true })
    if (error)
      throw new Error(`Migration failed: ${results?.find(r => r.status === 'Error')?.migrationName ?? ''}`, {
        cause: error,
      })
    await migrateQueues(ownerUrl)
    await grantQueues(db)
    return { applied: (results ?? []).map(result => result.migrationName) }
  } finally {
    await db.destroy()
  }
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(MIGRATIONS)).filter(file => file.endsWith('.sql')).sort()
  const migrations: Record<string, Migration> = {}
  for (const file of files) {
    const text = await readFile(path.join(MIGRATIONS, file), 'utf8')
    // Each file says begin and commit itself, so that one may also create an index concurrently.
    migrations[path.basename(file, '.sql')] = { up: async db => void (await sql.raw(text).execute(db)) }
  }
  return migrations
}

/** Roles belong to the whole server, not to one database, and two migrators may create them at the same moment. */
async function ensureRoles(db: Kysely<unknown>) {
  await sql`
    do $$
    declare r text;
    begin
      foreach r in array array['tessera_app', 'tessera_relay', 'tessera_audit', 'tessera_backup'] loop
        begin
          if not exists (select from pg_roles where rolname = r) then
            execute format('create role %I nologin', r);
          end if;
        exception when duplicate_object or unique_violation then null;
        end;
        begin
          execute format('grant %I to %I', r, current_user);
        exception when others then null;
        end;
      end loop;
      begin
        -- Without inheritance: a policy for the relay must not apply to the application until it becomes the relay.
        grant tessera_relay to tessera_app with inherit false, set true;
      exception when others then null;
      end;
    end $$`.execute(db)
}

/** Tables that no migration file makes: the queue's, and the record of migrations, which readiness reads. */
async function grantQueues(db: Kysely<unknown>) {
  await sql`
    grant select on kysely_migration to tessera_app;
    grant usage, create on schema jobs to tessera_app;
    grant usage on schema jobs to tessera_relay;
    grant all on all tables in schema jobs to tessera_app, tessera_relay;
    grant all on all sequences in schema jobs to tessera_app, tessera_relay;
    grant execute on all functions in schema jobs to tessera_app, tessera_relay;
  `.execute(db)
}

/** Names of the migrations that this build carries, oldest first. */
export async function migrationNames(): Promise<string[]> {
  return Object.keys(await readMigrations()).sort()
}
