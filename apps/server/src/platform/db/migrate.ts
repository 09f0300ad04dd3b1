import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { migrateQueues } from '../jobs/migrate-queues.ts'
import { CannotStart } from './cannot-start.ts'
import { postgresError, sqlState } from './postgres-errors.ts'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../migrations')
const OLDEST_POSTGRES = 18
/** Any number that no other program uses for an advisory lock of this database. */
const MIGRATOR = 7_365_737_265

/**
 * Brings the database to the newest schema: roles first, then the numbered SQL files, then the job queue's own tables.
 * Several processes may start at once: one migrates, the others wait for it and find nothing to do.
 */
export async function migrate(
  ownerUrl: string,
  folder = MIGRATIONS,
  oldest = OLDEST_POSTGRES,
): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tessera migration' })
  client.on('error', () => {})
  await client.connect()
  try {
    await refuseOldServer(client, oldest)
    // Released with the connection, however this process ends.
    await client.query('select pg_advisory_lock($1)', [MIGRATOR])
    // Only now: whoever waits for another migrator waits as long as that takes.
    await client.query("set lock_timeout = '10s'")
    await ensureRoles(client)
    const applied = await applyMissing(client, await readMigrations(folder))
    await migrateQueues(ownerUrl)
    await grantQueues(client)
    return { applied }
  } catch (error) {
    throw forPeople(error)
  } finally {
    await client.end()
  }
}

function forPeople(error: unknown): unknown {
  const cause = error instanceof Error && error.cause ? error.cause : error
  if (postgresError(cause)?.code !== sqlState.insufficientPrivilege) return error
  return new CannotStart(
    'This login may not change the schema. Name one that owns the database with DATABASE_OWNER_URL, or run `migrate` as it and start the roles `api` and `worker` here.',
  )
}

async function refuseOldServer(client: pg.Client, oldest: number): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const version = rows[0]?.server_version ?? ''
  if (Number.parseInt(version, 10) < oldest) {
    throw new CannotStart(`PostgreSQL ${oldest} or newer is needed; DATABASE_URL names a server of version ${version}.`)
  }
}

type Migration = { name: string; text: string }

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter(file => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async file => ({
      name: path.basename(file, '.sql'),
      text: await readFile(path.join(folder, file), 'utf8'),
    })),
  )
}

/** The record's name and form are those of the tool that kept it first. */
const RECORD =
  'create table if not exists kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)'

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(RECORD)
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
  const done = new Set(rows.map(row => row.name))
  const known = new Set(migrations.map(migration => migration.name))
  const foreign = [...done].filter(name => !known.has(name))
  if (foreign.length > 0) {
    throw new CannotStart(
      `The database is newer than this Tessera: it has ${foreign.join(', ')}. Start the newer release.`,
    )
  }
  const missing = migrations.filter(migration => !done.has(migration.name))
  for (const migration of missing) await apply(client, migration)
  return missing.map(migration => migration.name)
}

const COMMIT_AT_END = /^commit;\s*$/im

/**
 * Each file says begin and commit itself, so that one may also create an index concurrently. What a file did and the
 * record of it are committed together: a process that is killed in between leaves both or neither.
 */
async function apply(client: pg.Client, { name, text }: Migration): Promise<void> {
  const record = `insert into kysely_migration (name, timestamp) values (${client.escapeLiteral(name)}, now()::text);`
  try {
    await client.query(
      COMMIT_AT_END.test(text) ? text.replace(COMMIT_AT_END, `${record}\ncommit;`) : `${text}\n;${record}`,
    )
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    throw new Error(`Migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** Roles belong to the whole server, not to one database, and two migrators may create them at the same moment. */
async function ensureRoles(client: pg.Client) {
  await client.query(`
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
        -- Another migrator grants the same at this moment (XX000), or an operator who may has done it before.
        exception when internal_error or insufficient_privilege or invalid_grant_operation then null;
        end;
      end loop;
      begin
        -- Without inheritance: a policy for the relay must not apply to the application until it becomes the relay.
        grant tessera_relay to tessera_app with inherit false, set true;
      exception when internal_error or insufficient_privilege or invalid_grant_operation then null;
      end;
    end $$`)
}

/** Tables that no migration file makes: the queue's, and the record of migrations, which readiness reads. */
async function grantQueues(client: pg.Client) {
  await client.query(`
    grant select on kysely_migration to tessera_app;
    grant usage, create on schema jobs to tessera_app;
    grant usage on schema jobs to tessera_relay;
    grant all on all tables in schema jobs to tessera_app, tessera_relay;
    grant all on all sequences in schema jobs to tessera_app, tessera_relay;
    grant execute on all functions in schema jobs to tessera_app, tessera_relay;
  `)
}

/** Names of the migrations that this build carries, oldest first. */
export async function migrationNames(): Promise<string[]> {
  return (await readMigrations(MIGRATIONS)).map(migration => migration.name)
}
