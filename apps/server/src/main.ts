import { spawn } from 'node:child_process'
import path from 'node:path'
import { inspect } from 'node:util'
import { ConfigError, readConfig } from './config.ts'
import { startTracing } from './platform/telemetry/tracing.ts'

const ROLES = ['all', 'api', 'worker'] as const
type Role = (typeof ROLES)[number]

const role = (process.argv[2] ?? 'all') as Role
if (!ROLES.includes(role)) fail(`There is no role "${role}". Known: ${ROLES.join(', ')}`)

/** Starts what the role needs, says where it is, and stops everything in the reverse order on the first signal. */
async function run(): Promise<void> {
  const config = readConfig(process.env)
  await using resources = new AsyncDisposableStack()
  // Before everything else that is loaded: tracing wraps the libraries as they come in.
  resources.use(startTracing({ service: 'tessera', otlpEndpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT }))
  const { openDatabase } = await import('./open-database.ts')
  const { migrate } = await import('./platform/db/migrate.ts')
  const database = resources.use(await openDatabase(config))
  // Several processes against one server are migrated by a step of the deployment, never by all of them at once.
  if (role === 'all') await migrate(database.ownerUrl)
  const sandbox =
    role === 'all' && config.DEMO && !config.SANDBOX_URL ? resources.use(await startSandbox(config.DATA_DIR)) : null
  const { compose } = await import('./compose.ts')
  const app = resources.use(
    await compose({ ...config, SANDBOX_URL: config.SANDBOX_URL ?? sandbox?.url }, database, role),
  )
  const stopped = untilSignal()
  if (config.DEMO && role === 'all') await app.seedDemo()
  await app.start()
  await stopped
  process.stdout.write('\nStopping …\n')
}

/** The sandbox bank of the demo: a process of its own with its own books. It ends with us, however we end. */
async function startSandbox(dataDir: string): Promise<{ url: string } & AsyncDisposable> {
  const { freePort } = await import('./platform/db/embedded-postgres.ts')
  const port = Number(process.env.SANDBOX_PORT ?? (await freePort()))
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

/** Every further signal is heard and changes nothing: dying half way would leave the database behind. */
function untilSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

try {
  await run()
} catch (error) {
  if (error instanceof ConfigError) fail(error.message)
  fail(inspect(error))
}
process.exit(0)
