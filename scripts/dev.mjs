// `npm run dev`: the server restarts and the pages reload as files change. Ctrl-C ends all of it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { installWhatIsMissing, pinnedNode, projectEnvironment, root } from './install.mjs'
import { webApps } from './web-apps.mjs'

const vite = path.join(root, 'node_modules/vite/bin/vite.js')
const running = new Map()
let stopping = false

function stopAll() {
  stopping = true
  for (const child of running.values()) child.kill('SIGTERM')
}

function start(name, args, folder) {
  const child = spawn(pinnedNode(), args, {
    cwd: folder,
    env: projectEnvironment({ NODE_ENV: 'development' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group: Ctrl-C reaches it once, through stopAll.
    detached: true,
  })
  running.set(name, child)
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => console.log(`${name.padEnd(10)} │ ${line}`))
  }
  child.on('exit', code => {
    running.delete(name)
    if (!stopping) {
      console.error(`${name.padEnd(10)} │ ended with code ${code}; stopping the others.`)
      process.exitCode = 1
      stopAll()
    }
  })
}

installWhatIsMissing()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopAll)
const server = path.join(root, 'apps/server/src/main.ts')
if (existsSync(server)) start('server', ['--watch', '--watch-preserve-output', server], root)
// Each app's vite.config.ts says its port, and where the API is.
for (const app of webApps()) start(app, [vite], path.join(root, 'apps', app))
