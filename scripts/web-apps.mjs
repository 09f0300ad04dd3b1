// Builds the web apps whose sources changed since their last build. Run directly: node scripts/web-apps.mjs [--force]
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { pinnedNode, projectEnvironment, root } from './install.mjs'

const WEB_APPS = ['storefront', 'console', 'checkin']
const NOT_SOURCES = new Set(['node_modules', 'dist', '.tanstack', 'coverage', 'route-tree.gen.ts'])
const fingerprints = path.join(root, 'node_modules/.cache/tessera-web')

/** An app stands in the tree from its first index.html on; before that there is nothing to build. */
export const webApps = () => WEB_APPS.filter(app => existsSync(path.join(root, 'apps', app, 'index.html')))

function* filesBelow(folder) {
  if (!existsSync(folder)) return
  // In the directory's own order, which is stable while nothing changes.
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (NOT_SOURCES.has(entry.name)) continue
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(at)
    else yield at
  }
}

/** Path, size and time of everything a build reads; also notices a file that is gone. */
function fingerprint(app) {
  const hash = createHash('sha256')
  const folders = [path.join(root, 'apps', app), path.join(root, 'packages')]
  for (const file of [...folders.flatMap(folder => [...filesBelow(folder)]), path.join(root, 'package-lock.json')]) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

const recordOf = app => path.join(fingerprints, app)

function isFresh(app, now) {
  if (!existsSync(path.join(root, 'apps', app, 'dist/index.html'))) return false
  return existsSync(recordOf(app)) && readFileSync(recordOf(app), 'utf8') === now
}

function build(app) {
  return new Promise((resolve, reject) => {
    const vite = path.join(root, 'node_modules/vite/bin/vite.js')
    const child = spawn(pinnedNode(), [vite, 'build', '--logLevel', 'warn'], {
      cwd: path.join(root, 'apps', app),
      env: projectEnvironment({ NODE_ENV: 'production' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    child.on('error', reject)
    child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`Building ${app} failed:\n${output}`))))
  })
}

export async function buildStaleWebApps({ force = false, say = console.log } = {}) {
  const stale = webApps()
    // Taken before the build: what is edited while it runs makes the next one.
    .map(app => ({ app, now: fingerprint(app) }))
    .filter(({ app, now }) => force || !isFresh(app, now))
  for (const { app, now } of stale) {
    const started = Date.now()
    rmSync(recordOf(app), { force: true })
    await build(app)
    mkdirSync(fingerprints, { recursive: true })
    writeFileSync(recordOf(app), now)
    say(`Built ${app} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
  return stale.map(({ app }) => app)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await buildStaleWebApps({ force: process.argv.includes('--force') })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
