// `npm start`: from a fresh clone to a running Tessera, on any Node ≥ 20 and with nothing installed by hand.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { fail, installWhatIsMissing, pinnedNode, projectEnvironment, root } from './install.mjs'
import { buildStaleWebApps } from './web-apps.mjs'

const DEFAULT_PORT = 3000
const port = Number(process.env.PORT ?? DEFAULT_PORT)

/** Asked before minutes of installing and building, not after. */
function portIsFree() {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', error => resolve(error.code !== 'EADDRINUSE'))
    probe.listen(port, process.env.HOST ?? '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

const ASK_FOR_NPM_MS = 500

/** A killed npm takes nobody with it: whoever it started would keep the port, and the next start would find it taken. */
function stopWithNpm(server) {
  if (process.env.npm_lifecycle_event !== 'start') return
  const npm = process.ppid
  setInterval(() => {
    if (process.ppid !== npm) server.kill('SIGTERM')
  }, ASK_FOR_NPM_MS).unref()
}

function runServer() {
  const server = spawn(pinnedNode(), [path.join(root, 'apps/server/src/main.ts'), ...process.argv.slice(2)], {
    cwd: root,
    // Without a database of one's own this is the demo: it seeds itself and prints its log-ins.
    env: projectEnvironment({ DEMO: process.env.DEMO ?? (process.env.DATABASE_URL ? 'false' : 'true') }),
    // Through the channel the server notices our end, also one that no signal announced.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  stopWithNpm(server)
  // A terminal sends Ctrl-C to the whole group, `kill` only to this process: the server is told either way, once.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) server.kill('SIGINT')
  })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
  server.on('error', error => fail(`The server could not be started: ${error.message}`))
  server.on('exit', (code, signal) => {
    const endedOnRequest = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP'
    process.exit(endedOnRequest ? 0 : (code ?? 1))
  })
}

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  fail(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`)
}
if (!(await portIsFree())) {
  fail(
    `Port ${port} is in use by another program. Stop that one, or choose another port:\n\n  PORT=${port + 1} npm start`,
  )
}
installWhatIsMissing()
try {
  await buildStaleWebApps()
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
runServer()
