import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'

/** Whether tests that need a Redis can run; under CI they must, so there an absent server fails instead of skipping. */
export const hasRedisServer = process.env['CI'] === 'true' || spawnSync('redis-server', ['--version']).status === 0

export type TestRedis = AsyncDisposable & { url: string; start(): Promise<void>; kill(): Promise<void> }

/** A Redis on a free port of this machine that keeps nothing on disk, and that can be killed and started again. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort()
  let running: ChildProcess | null = null
  const kill = () =>
    new Promise<void>(resolve => {
      if (!running) return resolve()
      running.once('exit', () => resolve())
      running.kill('SIGKILL')
      running = null
    })
  const start = () =>
    new Promise<void>((resolve, reject) => {
      const server = spawn('redis-server', [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
      ])
      running = server
      server.once('error', reject)
      server.once('exit', code => reject(new Error(`redis-server ended with ${code}`)))
      server.stdout.on('data', (text: Buffer) => {
        if (text.includes('Ready to accept connections')) resolve()
      })
    })
  await start()
  return { url: `redis://127.0.0.1:${port}`, start, kill, [Symbol.asyncDispose]: kill }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
