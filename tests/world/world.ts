import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseId } from '@tessera/kernel/ids'
import { expect } from 'vitest'
import { runAudit } from '../../apps/server/src/cli/audit.sql.ts'
import { type App, compose } from '../../apps/server/src/compose.ts'
import { readConfig } from '../../apps/server/src/config.ts'
import { freePort } from '../../apps/server/src/platform/db/embedded-postgres.ts'
import { type TestDatabase, testDatabase } from '../../apps/server/src/platform/testing/test-database.ts'
import { type ApiDocument, apiContract, type Seen } from './api-contract.ts'
import { type Bank, startBank } from './bank.ts'
import { type Credentials, HttpClient } from './http-client.ts'
import { type Inbox, startInbox } from './mail-inbox.ts'

/** A whole installation: everything real except that the bank moves no money. */
export type World = {
  origin: string
  app: App
  database: TestDatabase
  bank: Bank
  inbox: Inbox
  client(credentials?: Credentials): HttpClient
  /** Lets everything happen that was set off: events are relayed and jobs run until nothing is left. */
  settle(): Promise<void>
  /** Every invariant holds and every answer was as the document says; called at the end of each journey. */
  audit(): Promise<void>
  /** The time to pay this order is over, as if it had been placed that much earlier. */
  passDeadline(orderId: string): Promise<void>
  /** How much of each table there is and how new it is: two equal ones mean that nothing was written between. */
  fingerprint(): Promise<string>
} & AsyncDisposable

/** Settings of the installation that a journey may choose. */
export type WorldOptions = {
  holdMinutes?: number
  logLevel?: string
  /** Where its log lines go, for whoever reads them. */
  logTo?: { write(line: string): void }
  /** Where Stripe is played. */
  stripeApiBase?: string
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  await using opening = new AsyncDisposableStack()
  const database = opening.use(await testDatabase())
  const bank = opening.use(await startBank())
  const inbox = opening.use(await startInbox())
  const folder = await mkdtemp(path.join(tmpdir(), 'tessera-world-'))
  opening.defer(() => rm(folder, { recursive: true, force: true }))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const config = readConfig({
    PORT: String(port),
    HOST: '127.0.0.1',
    ORIGIN: origin,
    DATA_DIR: folder,
    SMTP_URL: inbox.url,
    SANDBOX_URL: bank.baseUrl,
    RATE_LIMIT_FACTOR: '0',
    SHED_LOAD: 'false',
    LOG_LEVEL: process.env.TEST_LOG ?? options.logLevel ?? 'silent',
    ...(options.stripeApiBase ? { STRIPE_API_BASE: options.stripeApiBase } : {}),
    ...(options.holdMinutes ? { HOLD_MINUTES: String(options.holdMinutes) } : {}),
  })
  // As role `api` nothing runs in the background: journeys decide with `settle` when what happens next does happen.
  const connection = { url: database.url, ownerUrl: database.url, [Symbol.asyncDispose]: async () => {} }
  const app = opening.use(await compose(config, connection, 'api', options.logTo))
  await app.start()
  const contract = apiContract(app.http.swagger() as unknown as ApiDocument)
  const breaches = new Set<string>()
  const heed = (seen: Seen) => {
    const breach = contract.breach(seen)
    if (breach) breaches.add(breach)
  }
  const open = opening.move()
  return {
    origin,
    app,
    database,
    bank,
    inbox,
    client: credentials => new HttpClient(origin, credentials, heed),
    settle: () => settle(app),
    audit: async () => {
      expect([...breaches], 'answers that the document does not promise').toEqual([])
      await expectSoundBooks(database.url)
    },
    passDeadline: orderId => passDeadline(database, orderId),
    fingerprint: () => fingerprint(database),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

const MOST_ROUNDS = 50

async function settle({ relay, jobs, modules }: App): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await modules.identity.settled()
    await modules.payments.settled()
    if ((await relay.drain()) === 0) return
    await jobs.runDue()
  }
  throw new Error(`events still lead to further events after ${MOST_ROUNDS} rounds`)
}

async function expectSoundBooks(url: string): Promise<void> {
  const broken = (await runAudit(url)).filter(result => !result.ok)
  expect(broken, 'broken invariants').toEqual([])
}

async function passDeadline(database: TestDatabase, orderId: string): Promise<void> {
  const id = parseId('ord', orderId)
  await database.asSuperuser(
    `update holds h set created_at = h.created_at - interval '1 day', expires_at = clock_timestamp() - interval '1 second'
       from orders o where o.id = $1 and h.id = o.hold_id and h.organizer_id = o.organizer_id`,
    [id],
  )
  await database.asSuperuser(
    `update orders set placed_at = placed_at - interval '1 day', pay_until = clock_timestamp() - interval '1 second' where id = $1`,
    [id],
  )
}

/** Tables that a mere look may touch: a session is seen, a key is used, a request that was refused is remembered. */
const TOUCHED_BY_LOOKING = ['auth.', 'public.api_keys', 'public.devices', 'public.idempotency', 'jobs.']

async function fingerprint(database: TestDatabase): Promise<string> {
  const tables = await database.asSuperuser<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth', 'audit') order by 1`,
  )
  const counted = tables
    .map(({ name }) => name)
    .filter(name => !TOUCHED_BY_LOOKING.some(prefix => name.startsWith(prefix)))
    .map(name => `select '${name}' as name, count(*), coalesce(sum(xmin::text::bigint), 0) as writes from ${name}`)
  return JSON.stringify(await database.asSuperuser(counted.join(' union all ')))
}
