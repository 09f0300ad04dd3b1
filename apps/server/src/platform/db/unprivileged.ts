import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { CannotStart } from './cannot-start.ts'

/** PostgreSQL refuses to run as root; `nobody` exists on every Linux. */
const NOBODY = { uid: 65534, gid: 65534 }

/** How a program of the database is started: what to run, in front of which arguments, as whom. */
export type Starter = {
  /** Owner of the data folder; null where it is ourselves. */
  owner: { uid: number; gid: number } | null
  command(program: string, args: string[]): { file: string; args: string[]; identity: { uid?: number; gid?: number } }
}

/**
 * Ourselves where we are an ordinary user. As root it is `nobody`, who must pass every folder above `paths`; where one
 * is closed to others (a checkout below /root), `nobody` gets the one right to pass folders, and no other.
 */
export function unprivileged(paths: string[]): Starter {
  if (process.getuid?.() !== 0) return { owner: null, command: (file, args) => ({ file, args, identity: {} }) }
  const closed = paths.map(closedFolderAbove).find(folder => folder !== null)
  if (!closed) return { owner: NOBODY, command: (file, args) => ({ file, args, identity: NOBODY }) }
  const capability = ['dac_read_search', 'dac_override'].find(mayBePassedOn)
  if (!capability) {
    throw new CannotStart(
      `The database runs as an unprivileged user, who cannot pass ${closed}. Either chmod o+x it, or start as an ordinary user.`,
    )
  }
  return {
    owner: NOBODY,
    command: (program, args) => ({
      file: 'setpriv',
      args: [...asNobodyWith(capability), program, ...args],
      identity: {},
    }),
  }
}

/** The uppermost folder on the way to `file` that others may not pass. */
export function closedFolderAbove(file: string): string | null {
  const way: string[] = []
  for (let dir = path.dirname(path.resolve(file)); dir !== path.dirname(dir); dir = path.dirname(dir)) way.unshift(dir)
  return way.find(dir => isClosed(dir)) ?? null
}

function isClosed(dir: string): boolean {
  const found = statSync(dir, { throwIfNoEntry: false })
  return found !== undefined && (found.mode & 0o001) === 0
}

const asNobodyWith = (capability: string) => [
  `--reuid=${NOBODY.uid}`,
  `--regid=${NOBODY.gid}`,
  '--clear-groups',
  // access(2), with which initdb looks for its neighbours, forgets capabilities of an ordinary user without this.
  '--securebits=+no_setuid_fixup',
  `--inh-caps=-all,+${capability}`,
  `--ambient-caps=-all,+${capability}`,
]

function mayBePassedOn(capability: string): boolean {
  return spawnSync('setpriv', [...asNobodyWith(capability), 'true'], { stdio: 'ignore' }).status === 0
}
