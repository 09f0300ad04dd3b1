import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from './cannot-start.ts'
import type { Starter } from './unprivileged.ts'

/**
 * Makes the data folder once. It is made aside and renamed when it is whole: PostgreSQL writes PG_VERSION first, so a
 * folder whose making was interrupted would look like a good one.
 */
export function makeDataFolder(initdb: string, dataDir: string, starter: Starter, durable: boolean): void {
  if (existsSync(path.join(dataDir, 'PG_VERSION'))) return
  const half = `${dataDir}.half`
  const passwordFile = passwordFileOf(dataDir)
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, `${crypto.randomUUID()}\n`, { mode: 0o600 })
  if (starter.owner) for (const mine of [half, passwordFile]) chownSync(mine, starter.owner.uid, starter.owner.gid)
  const options = ['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8']
  // The bundled ICU and libc collations are old; builtin C.UTF-8 sorts the same everywhere and never needs a reindex.
  options.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  if (!durable) options.push('--no-sync')
  const { file, args, identity } = starter.command(initdb, options)
  const result = spawnSync(file, args, { ...identity, encoding: 'utf8' })
  if (result.status !== 0) {
    rmSync(half, { recursive: true, force: true })
    const why = result.stderr || String(result.error ?? `ended by ${result.signal}`)
    throw new CannotStart(`The embedded database could not be made in ${dataDir}: ${why.trim()}${hintFor(why)}`)
  }
  moveInto(half, dataDir)
}

/** Onto nothing or onto an empty folder; whatever else stands there is somebody's. */
function moveInto(half: string, dataDir: string): void {
  try {
    renameSync(half, dataDir)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
    throw new CannotStart(`${dataDir} holds something that is no database. Move it away, or choose another DATA_DIR.`)
  }
}

export const passwordFileOf = (dataDir: string) => `${dataDir}.password`

/** What a person can do about it, where we know. */
export function hintFor(log: string): string {
  if (/No space left on device|ENOSPC/.test(log)) return '\nThe disk is full. Free some space, then start again.'
  if (/Permission denied|EACCES/.test(log)) return '\nThe folder may not be written. Choose another one with DATA_DIR.'
  return ''
}

const LONGEST_STOP_MS = 60_000

/**
 * The server of this folder that runs already. One whose owner lives is shared, so that the command line works beside
 * `npm start`; one that a killed process left behind is stopped, since it would block the folder.
 */
export async function leftOver(dataDir: string, share: boolean): Promise<{ port: number } | null> {
  const pidFile = path.join(dataDir, 'postmaster.pid')
  if (!existsSync(pidFile)) return null
  const [pidLine, , , portLine] = readFileSync(pidFile, 'utf8').split('\n')
  const pid = Number(pidLine)
  if (!isPostmasterOf(pid, dataDir)) {
    rmSync(pidFile, { force: true })
    return null
  }
  const owner = livingOwner(dataDir)
  if (owner !== null) {
    if (share) return { port: Number(portLine) }
    throw new CannotStart(
      `Another Tessera (process ${owner}) is at work in ${path.dirname(dataDir)}. Stop it first, or give this one a folder of its own with DATA_DIR.`,
    )
  }
  process.kill(pid, 'SIGINT')
  for (let waited = 0; existsSync(pidFile) && waited < LONGEST_STOP_MS; waited += 50) await sleep(50)
  return null
}

/** Notes that this process owns the running server. A process number is used again one day, its start time is not. */
export function noteOwner(dataDir: string): void {
  writeFileSync(ownerFileOf(dataDir), `${process.pid} ${startOf(process.pid)}\n`)
}

const ownerFileOf = (dataDir: string) => `${dataDir}.owner`

function livingOwner(dataDir: string): number | null {
  if (!existsSync(ownerFileOf(dataDir))) return null
  const [pidText, start] = readFileSync(ownerFileOf(dataDir), 'utf8').trim().split(' ')
  const pid = Number(pidText)
  return Number.isInteger(pid) && pid > 0 && lives(pid) && (start ?? '') === startOf(pid) ? pid : null
}

/** When a process began, in the kernel's own count; empty where the kernel does not tell. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may hold anything, the fields are counted from 3; the start is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's, but alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The pid may belong to another program by now; only our own postmaster is ever signalled. */
function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (!existsSync('/proc/self/cmdline') && lives(pid)) {
    throw new CannotStart(
      `A PostgreSQL seems to run in ${dataDir} (process ${pid}). Stop it; if it is none, delete postmaster.pid there.`,
    )
  }
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.includes('postgres') && command.split('\0').includes(dataDir)
  } catch {
    return false
  }
}
