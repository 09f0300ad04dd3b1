// Runs on whatever Node a newcomer has (≥ 20), before anything is installed: no dependencies, no TypeScript.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

const OLDEST_NODE_THAT_INSTALLS = 20
/** From here on Node strips types without a flag or a warning, and the whole set of packages is tested. */
const OLDEST_NODE_THAT_RUNS = [24, 18]

function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

/**
 * What stands in node_modules against what the lockfile wants. Content, not dates: a checkout touches the lockfile
 * without changing it. A package that is optional may be absent (it is for another machine), never of another version.
 */
export function missingPackages(directory = root) {
  const installedLock = path.join(directory, 'node_modules/.package-lock.json')
  if (!existsSync(installedLock)) return ['everything']
  const installed = lockedPackages(installedLock)
  return Object.entries(lockedPackages(path.join(directory, 'package-lock.json')))
    .filter(([at, wanted]) => at.includes('node_modules/') && !wanted.link && !wanted.extraneous)
    .filter(([at, wanted]) => {
      const found = installed[at]
      if (found === undefined) return !(wanted.optional || wanted.devOptional || wanted.peer)
      return found.version !== wanted.version
    })
    .map(([at]) => at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length))
}

function mayWrite(directory) {
  try {
    accessSync(directory, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function npmCommand() {
  const cli = process.env.npm_execpath
  if (cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)) return { command: process.execPath, first: [cli] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [] }
}

/** Installs what the lockfile names if it is not there yet; answers whether it had to. */
export function installWhatIsMissing(say = console.log) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_THAT_INSTALLS) {
    fail(`Tessera needs Node ${OLDEST_NODE_THAT_INSTALLS} or newer to install itself; this is ${process.version}.`)
  }
  const missing = missingPackages()
  if (missing.length === 0) return false
  if (!mayWrite(root)) {
    fail(
      `Packages must be installed, but this user may not write in ${root}. Give it the right to, or use a clone of its own.`,
    )
  }
  const what =
    missing[0] === 'everything' ? 'packages' : `${missing.length} changed package${missing.length > 1 ? 's' : ''}`
  say(`Installing ${what} with npm ci (about a minute) …`)
  const started = Date.now()
  const { command, first } = npmCommand()
  const result = spawnSync(command, [...first, 'ci', '--include=dev', '--include=optional', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: '' },
  })
  if (result.status !== 0) fail('npm ci failed; its message stands above.')
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
  return true
}

function runsTheProject(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const [wantedMajor, wantedMinor] = OLDEST_NODE_THAT_RUNS
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** The Node that the lockfile pins; where no build of it exists, the present one if it is new enough. */
export function pinnedNode() {
  const pinned = path.join(root, 'node_modules/.bin/node')
  if (existsSync(pinned)) {
    const answer = spawnSync(pinned, ['--version'], { encoding: 'utf8' })
    if (answer.status === 0 && runsTheProject(answer.stdout.trim())) return pinned
  }
  if (runsTheProject(process.version)) return process.execPath
  return fail(
    `Tessera runs on Node ${OLDEST_NODE_THAT_RUNS.join('.')} or newer; this is ${process.version}, and npm has no pinned build ` +
      `for ${process.platform}-${process.arch}. Please install Node 24.`,
  )
}

/** An environment in which the pinned Node and the project's own tools come first. */
export function projectEnvironment(more = {}) {
  const bin = path.join(root, 'node_modules/.bin')
  const rest = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== bin)
  return { ...process.env, PATH: [bin, ...rest].join(path.delimiter), ...more }
}

export function fail(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}
