import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.gen.ts'

export type { DB } from './schema.gen.ts'

declare const tenantScope: unique symbol
/**
 * A transaction in which exactly one organizer's rows exist: row-level security sees to it. Every write takes one as its
 * first argument.
 */
export type Tx = Transaction<DB> & { readonly [tenantScope]?: 'tenant' }

/** A transaction that sees only tables without a tenant (accounts' directories, listings, organizers). */
export type GlobalTx = Transaction<DB>

export type Db = {
  /** Runs `work` as one organizer. Commits when it resolves, rolls back when it throws. */
  tenant<T>(organizerId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs `work` outside of any organizer: tenant-owned tables appear empty. */
  global<T>(work: (tx: GlobalTx) => Promise<T>): Promise<T>
  /** Runs `work` as the relay, which may read every tenant's outbox and nothing else. */
  relay<T>(work: (tx: GlobalTx) => Promise<T>): Promise<T>
  /** One prepared, named statement in its own transaction, for hot paths. The SQL function it calls sets the tenant itself. */
  call<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]>
  readonly kysely: Kysely<DB>
  readonly pool: pg.Pool
  [Symbol.asyncDispose](): Promise<void>
}

export type DbOptions = {
  url: string
  /** The role each connection takes: it owns nothing and cannot bypass row-level security. */
  role?: string
  poolSize?: number
  applicationName?: string
  statementTimeoutMs?: number
  /** A pooler that gives each transaction another session: nothing may be set for, or kept in, one. */
  pooler?: 'none' | 'transaction'
  onError?: (error: Error) => void
}

const INT8: number = pg.types.builtins.INT8

/** int8 as bigint everywhere: money and counters exceed 2^53 sooner or later. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8 && format !== 'binary') return (text: string) => BigInt(text)
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

export function createPool(options: DbOptions): pg.Pool {
  const session: pg.PoolConfig = {
    options: options.role ? `-c role=${options.role}` : undefined,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    idle_in_transaction_session_timeout: 30_000,
  }
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 16,
    types,
    application_name: options.applicationName ?? 'tessera',
    ...(options.pooler === 'transaction' ? {} : session),
    connectionTimeoutMillis: 5_000,
  })
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', error => options.onError?.(error))
  // Nor is one listened to while it is lent out: the server may end it between two statements of a transaction, whose next
  // statement fails then, and says why.
  pool.on('connect', client => void client.on('error', () => {}))
  return pool
}

export function createDb(options: DbOptions): Db {
  const pool = createPool({ role: 'tessera_app', ...options })
  // Prepared in one session, a named statement is unknown in the next one that a pooler gives.
  const mayName = options.pooler !== 'transaction'
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    kysely,
    pool,
    tenant: (organizerId, work) =>
      kysely.transaction().execute(async tx => {
        await sql`select set_config('app.organizer_id', ${organizerId}, true)`.execute(tx)
        return work(tx)
      }),
    global: work => kysely.transaction().execute(work),
    relay: work =>
      kysely.transaction().execute(async tx => {
        await sql`set local role tessera_relay`.execute(tx)
        return work(tx)
      }),
    call: async (name, text, values) => (await pool.query({ text, values, ...(mayName ? { name } : {}) })).rows,
    [Symbol.asyncDispose]: () => kysely.destroy(),
  }
}
