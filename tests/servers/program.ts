import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { withDaemons } from '../needs.ts'

/** A program that runs for one test file, and ends with it. */
export type Program = {
  /** Ends it as a supervisor would, and answers its exit code. */
  stop(): Promise<number | null>
}

type Start = {
  /** Ends it, whatever becomes of the start. */
  stack: AsyncDisposableStack
  env?: Record<string, string>
  /** Whether it can be used by now; asked again and again. */
  ready: () => Promise<boolean>
}

const PATIENCE_MS = 120_000

export async function startProgram(file: string, args: string[], { stack, env, ready }: Start): Promise<Program> {
  const child = spawn(file, args, { env: { ...withDaemons, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = keepLog(child)
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const failed = ended.then(code => Promise.reject(new Error(`${file} ended with ${code}: ${log()}`)))
  failed.catch(() => {})
  const stop = async () => {
    child.kill('SIGTERM')
    return ended
  }
  stack.defer(async () => void (await stop()))
  await Promise.race([failed, untilReady([file, ...args].join(' '), ready, log)])
  return { stop }
}

/** Runs to its end; answers what it printed, and insists on success. */
export async function runProgram(file: string, args: string[], env: Record<string, string>): Promise<string> {
  const child = spawn(file, args, { env: { ...withDaemons, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = keepLog(child)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${log()}`)
  return log()
}

function keepLog({ stdout, stderr }: ChildProcess): () => string {
  let log = ''
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()))
  return () => log
}

async function untilReady(file: string, ready: () => Promise<boolean>, log: () => string): Promise<void> {
  const began = performance.now()
  while (performance.now() - began < PATIENCE_MS) {
    if (await ready().catch(() => false)) return
    await sleep(100)
  }
  throw new Error(`${file} was not ready in time: ${log()}`)
}

export const answersAt = (url: string) => async () => (await fetch(url)).status < 500

export const listensOn = (port: number) => () =>
  new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.end())
  })
