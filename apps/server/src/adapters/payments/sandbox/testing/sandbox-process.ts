import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../../../../../sandbox/src/main.ts', import.meta.url))

export type SandboxProcess = { readonly baseUrl: string; stop(): Promise<void> }

/** Starts the real bank as its own process on a free port and waits until it listens. */
export async function startSandboxProcess(...args: string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const baseUrl = await new Promise<string>((resolve, reject) => {
    lines.on('line', line => {
      const address = /^sandbox bank on (\S+)$/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', code => reject(new Error(`the sandbox bank ended with code ${code}`)))
  })
  return {
    baseUrl,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
