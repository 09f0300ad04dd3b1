import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type App, compose } from '../apps/server/src/compose.ts'
import { type Config, readConfig } from '../apps/server/src/config.ts'
import { freePort, startEmbeddedPostgres } from '../apps/server/src/platform/db/embedded-postgres.ts'
import { migrate } from '../apps/server/src/platform/db/migrate.ts'

export type Bench = {
  /** Of the server under test, a process of its own. */
  url: string
  databaseUrl: string
  /** Whose processor time is measured. */
  pids: { server: number; database: number }
  /** The same modules in this process, for making what is measured. */
  app: App
} & AsyncDisposable

/** PostgreSQL with durable settings, a server process as in production, and a way to make events. */
export async function startBench(): Promise<Bench> {
  const stack = new AsyncDisposableStack()
  const dir = mkdtempSync(path.join(tmpdir(), 'tessera-bench-'))
  chmodSync(dir, 0o755)
  stack.defer(() => rmSync(dir, { recursive: true, force: true }))
  const server = stack.use(await startEmbeddedPostgres({ dataDir: path.join(dir, 'pg') }))
  const databaseUrl = server.url
  await migrate(databaseUrl)
  const port = await freePort()
  const environment = {
    DATABASE_URL: databaseUrl,
    SECRET_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    DATA_DIR: dir,
    PORT: String(port),
    LOG_LEVEL: 'error',
    RATE_LIMIT_FACTOR: '0',
    SHED_LOAD: 'false',
  }
  const config: Config = readConfig(environment)
  const app = stack.use(
    await compose(config, { url: databaseUrl, ownerUrl: databaseUrl, [Symbol.asyncDispose]: async () => {} }, 'cli'),
  )
  const main = path.resolve(import.meta.dirname, '../apps/server/src/main.ts')
  const child = spawn(process.execPath, [main, 'api'], {
    env: { PATH: process.env.PATH, NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  stack.defer(() => stop(child))
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child)
  const database = Number.parseInt(readFileSync(path.join(dir, 'pg', 'postmaster.pid'), 'utf8'), 10)
  const pids = { server: child.pid!, database }
  return { url, databaseUrl, pids, app, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function untilReady(url: string, child: ChildProcess) {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error('the server ended before it was ready')
    const ready = await fetch(`${url}/readyz`).then(
      response => response.ok,
      () => false,
    )
    if (ready) return
    await sleep(100)
  }
  throw new Error('the server did not become ready')
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
