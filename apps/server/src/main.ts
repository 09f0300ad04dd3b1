import { spawn } from 'node:child_process'
import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { inspect } from 'node:util'
import { type Config, ConfigError, readConfig, settings } from './config.ts'
import { misspelt } from './misspelt.ts'
import { CannotStart } from './platform/db/cannot-start.ts'
import { startTracing } from './platform/telemetry/tracing.ts'

const ROLES = ['all', 'api', 'worker'] as const
type Role = (typeof ROLES)[number]

const role = (process.argv[2] ?? 'all') as Role
if (!ROLES.includes(role)) fail(`There is no role "${role}". Known: ${ROLES.join(', ')}`)

/** Starts what the role needs, says where it is, and stops everything in the reverse order on the first signal. */
async function run(): Promise<void> {
  for (const { name, meant } of misspelt(process.env, Object.keys(settings)))
    process.stderr.write(`${name} is not a setting. Is ${meant} meant?\n`)
  const config = readConfig(process.env)
  const stopped = untilStopped()
  await using resources = new AsyncDisposableStack()
  // Before everything else that is loaded: tracing wraps the libraries as they come in.
  resources.use(startTracing({ service: 'tessera', otlpEndpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT }))
  const { hintFor } = await import('./platform/db/data-folder.ts')
  const { openDatabase } = await import('./open-database.ts')
  const { migrate } = await import('./platform/db/migrate.ts')
  requireDataDir(config)
  // What does everything is alone in its folder: a second one would share the first one's bank, jobs and demo.
  const database = resources.use(await openDatabase(config, role !== 'all'))
  void database.died?.then(words => fail(`The embedded PostgreSQL ended by itself:\n${words.trim()}${hintFor(words)}`))
  // Several processes against one server are migrated by a step of the deployment, never by all of them at once.
  if (role === 'all') {
    await clearUnfinished(config, database.ownerUrl)
    await migrate(database.ownerUrl)
    if (config.DEMO) {
      const { refuseDemoAmongOthers } = await import('./demo/unfinished-demo.sql.ts')
      await refuseDemoAmongOthers(database.ownerUrl)
    }
  }
  if (config.DATABASE_POOLER === 'transaction') {
    const { refuseUnboundLogin } = await import('./platform/db/login.ts')
    await refuseUnboundLogin(database.url)
  }
  const sandbox =
    role === 'all' && config.DEMO && !config.SANDBOX_URL ? resources.use(await startSandbox(config.DATA_DIR)) : null
  const { compose } = await import('./compose.ts')
  const app = resources.use(
    await compose({ ...config, SANDBOX_URL: config.SANDBOX_URL ?? sandbox?.url }, database, role),
  )
  const isDemo = config.DEMO && role === 'all'
  const seeded = isDemo ? app.seedDemo().then(() => true) : true
  // Whoever stops the making of the demo does not wait for it: the next start makes it anew.
  if (await Promise.race([stopped.then(() => false), seeded])) {
    await app.start()
    if (isDemo) {
      const { keepStoriesInThePast } = await import('./demo/backdate-stories.sql.ts')
      await keepStoriesInThePast(database.ownerUrl, stopped)
    }
    await stopped
  }
  process.stdout.write('\nStopping …\n')
}

/** An installation that keeps nothing on this machine needs no folder. */
function requireDataDir({ DATA_DIR, database, files, SECRET_KEYS }: Config): void {
  if (database.kind === 'server' && files.kind === 's3' && SECRET_KEYS) return
  try {
    mkdirSync(DATA_DIR, { recursive: true })
    accessSync(DATA_DIR, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new CannotStart(
      `The data folder ${path.resolve(DATA_DIR)} cannot be written (${(error as NodeJS.ErrnoException).code}). Give this user the right to, or choose another folder with DATA_DIR.`,
    )
  }
}

async function clearUnfinished({ DEMO }: Config, ownerUrl: string): Promise<void> {
  if (!DEMO) return
  const { clearUnfinishedDemo } = await import('./demo/unfinished-demo.sql.ts')
  if (await clearUnfinishedDemo(ownerUrl))
    process.stdout.write('The demo was interrupted while it was made; it is made anew.\n')
}

/** The sandbox bank of the demo: a process of its own with its own books. It ends with us, however we end. */
async function startSandbox(dataDir: string): Promise<{ url: string } & AsyncDisposable> {
  const { freePort } = await import('./platform/db/embedded-postgres.ts')
  const port = await freePort()
  const entry = path.resolve(import.meta.dirname, '../../sandbox/src/main.ts')
  const child = spawn(
    process.execPath,
    [entry, '--port', String(port), '--file', path.resolve(dataDir, 'sandbox-books.jsonl')],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      detached: true,
    },
  )
  const url = `http://127.0.0.1:${port}`
  await untilItAnswers(`${url}/healthz`)
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
    },
  }
}

async function untilItAnswers(url: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (
      await fetch(url).then(
        response => response.ok,
        () => false,
      )
    )
      return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('The sandbox bank did not start')
}

/**
 * A signal, or the end of the process that started us and would have passed one on. Every further signal is heard and
 * changes nothing: dying half way would leave the database behind.
 */
function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
    if (process.send) process.once('disconnect', () => resolve())
  })
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

try {
  await run()
} catch (error) {
  if (error instanceof ConfigError || error instanceof CannotStart) fail(error.message)
  fail(inspect(error))
}
process.exit(0)
