import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../apps/server/src/platform/db/embedded-postgres.ts'
import { withClient } from '../../apps/server/src/platform/testing/global-setup.ts'
import { startBank } from '../world/bank.ts'
import { HttpClient } from '../world/http-client.ts'
import { startInbox } from '../world/mail-inbox.ts'
import type { World } from '../world/world.ts'
import { answersAt, type Program, runProgram, startProgram } from './program.ts'
import { type Bucket, startNginx, startPgBouncer, startPostgres, startRedis, startS3 } from './servers.ts'

const SERVER = fileURLToPath(new URL('../../apps/server/src/', import.meta.url))

/** Everything is a program of its own, as in a deployment: two API processes, a worker, and servers that are not ours. */
export type Installation = {
  world: World
  /** The API processes; the second one reaches the database through a pooler in transaction mode. */
  apis: [Program, Program]
  origins: [string, string]
  bucket: Bucket
  redisUrl: string
  /** What two migrators that started at once printed. */
  migrations: string[]
  /** The command line as the owner of the schema. */
  tessera(...args: string[]): Promise<string>
  asSuperuser<Row>(sql: string): Promise<Row[]>
  /** What the processes left in the folder of each. */
  hasEmbeddedDatabase(): boolean
} & AsyncDisposable

export async function startInstallation(): Promise<Installation> {
  await using opening = new AsyncDisposableStack()
  const dir = mkdtempSync(path.join(tmpdir(), 'tessera-servers-'))
  chmodSync(dir, 0o755)
  opening.defer(() => rmSync(dir, { recursive: true, force: true }))
  const bank = opening.use(await startBank())
  const inbox = opening.use(await startInbox())
  const [postgres, redisUrl, bucket] = await Promise.all([
    startPostgres(opening, dir),
    startRedis(opening),
    startS3(opening),
  ])
  const pooled = await startPgBouncer(opening, dir, postgres.port)
  const [front, api1, api2, worker] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  const origin = `http://127.0.0.1:${front}`
  const settings = {
    NODE_ENV: 'production',
    ORIGIN: origin,
    DATA_DIR: path.join(dir, 'data'),
    DATABASE_URL: postgres.serverUrl,
    DATABASE_POOL: '6',
    REDIS_URL: redisUrl,
    SMTP_URL: inbox.url,
    SANDBOX_URL: bank.baseUrl,
    SECRET_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    TRUSTED_PROXIES: '127.0.0.1',
    SHED_LOAD: 'false',
    LOG_LEVEL: 'warn',
    ...bucket.settings,
  }
  const tessera = (...args: string[]) =>
    runProgram(process.execPath, [path.join(SERVER, 'cli/cli.ts'), ...args], {
      ...settings,
      DATABASE_OWNER_URL: postgres.ownerUrl,
    })
  const migrations = await Promise.all([tessera('migrate'), tessera('migrate')])
  const start = (role: string, port: number, more: Record<string, string> = {}) =>
    startProgram(process.execPath, [path.join(SERVER, 'main.ts'), role], {
      stack: opening,
      env: { ...settings, PORT: String(port), ...more },
      ready: answersAt(`http://127.0.0.1:${port}/readyz`),
    })
  const [first, second] = await Promise.all([
    start('api', api1),
    start('api', api2, { DATABASE_URL: pooled, DATABASE_POOLER: 'transaction' }),
    start('worker', worker),
  ])
  await startNginx(opening, dir, front, [api1, api2])
  const asSuperuser = <Row>(sql: string) =>
    withClient(postgres.superuserUrl, async client => (await client.query(sql)).rows as Row[])
  const open = opening.move()
  const dispose = () => open.disposeAsync()
  const inTheirOwnTime: Omit<World, 'app' | 'database'> = {
    origin,
    bank,
    inbox,
    client: credentials => new HttpClient(origin, credentials),
    settle: untilSettled(asSuperuser, () => inbox.mails.length),
    audit: async () => void (await tessera('audit')),
    passDeadline: () => Promise.reject(new Error('the clock of a real server is its own')),
    fingerprint: () => Promise.reject(new Error('a real server is at work all the time')),
    [Symbol.asyncDispose]: dispose,
  }
  return {
    world: inTheirOwnTime as World,
    apis: [first, second],
    origins: [`http://127.0.0.1:${api1}`, `http://127.0.0.1:${api2}`],
    bucket,
    redisUrl,
    migrations,
    tessera,
    asSuperuser,
    hasEmbeddedDatabase: () => existsSync(path.join(dir, 'data')),
    [Symbol.asyncDispose]: dispose,
  }
}

const WORK_LEFT = `
  select (select count(*) from outbox where relayed_at is null)
       + (select count(*) from jobs.job where name like 'on.%' and name not like '%.dead' and state in ('created', 'active', 'retry')) as left`

/** Mails of sign-up go out without a job, so that nothing in the database says that one is on its way. */
const LONGEST_WAY_OF_A_MAIL_MS = 5_000

/** Waits until the worker has done what was set off, and a mail has come if one comes at all. */
function untilSettled(asSuperuser: Installation['asSuperuser'], mails: () => number): () => Promise<void> {
  let seen = 0
  return async () => {
    const began = performance.now()
    for (let round = 0; round < 600; round++) {
      await sleep(100)
      const [row] = await asSuperuser<{ left: string }>(WORK_LEFT)
      const mailed = mails() > seen || performance.now() - began > LONGEST_WAY_OF_A_MAIL_MS
      if (Number(row?.left) === 0 && mailed) {
        seen = mails()
        return
      }
    }
    throw new Error('the worker did not finish')
  }
}
