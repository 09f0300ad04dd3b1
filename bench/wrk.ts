import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Figures } from './load.ts'

/** A load client that costs a tenth of a Node client, which matters where client and server share two cores. */
export const hasWrk = (): boolean => spawnSync('wrk', ['--version']).error === undefined

/** Prints what is read below. `right` counts the answers that the scenario calls done; without it, all below 400. */
const REPORT = `
done = function(summary, latency, requests)
  local good, bad = 0, 0
  for _, thread in ipairs(threads) do good = good + (thread:get("good") or 0); bad = bad + (thread:get("bad") or 0) end
  io.write(string.format('\\nFIGURES {"seconds":%.6f,"requests":%d,"good":%d,"bad":%d,"socket":%d,"p50":%.1f,"p95":%.1f,"p99":%.1f}\\n',
    summary.duration / 1e6, summary.requests, good, bad, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
threads = {}
setup = function(thread) thread:set("good", 0); thread:set("bad", 0); thread:set("seed", SEED); table.insert(threads, thread) end
local hex = {}
for i = 0, 255 do hex[i] = string.format("%02x", i) end
function token()
  local out = {}
  for i = 1, 16 do out[i] = hex[math.random(0, 255)] end
  return table.concat(out)
end
function init(args) math.randomseed(seed); good = 0; bad = 0; if begin then begin() end end
`

/**
 * Runs a Lua scenario: it defines `request()`, and may define `response(status, headers, body)`, in which it counts
 * `good` and `bad` itself.
 */
export async function wrk(
  baseUrl: string,
  options: { connections: number; seconds: number },
  scenario: string,
): Promise<Figures> {
  const dir = mkdtempSync(path.join(tmpdir(), 'tessera-wrk-'))
  try {
    const file = path.join(dir, 'scenario.lua')
    const counting = /function response|response =/.test(scenario)
      ? ''
      : 'response = function(status) if status < 400 then good = good + 1 else bad = bad + 1 end end\n'
    const seed = Math.floor(Math.random() * 2 ** 31)
    writeFileSync(file, `SEED = ${seed}\n${REPORT}\n${counting}${scenario}\n`)
    const args = ['-t1', `-c${options.connections}`, `-d${options.seconds}s`, '--timeout', '10s', '-s', file, baseUrl]
    const output = await run('wrk', args)
    const line = /FIGURES (\{.*\})/.exec(output)?.[1]
    if (!line) throw new Error(`wrk said nothing of use:\n${output}`)
    const said = JSON.parse(line) as Record<
      'seconds' | 'requests' | 'good' | 'bad' | 'socket' | 'p50' | 'p95' | 'p99',
      number
    >
    return {
      perSecond: Math.round(said.good / said.seconds),
      p50: said.p50,
      p95: said.p95,
      p99: said.p99,
      requests: said.requests,
      done: said.good,
      failed: said.bad + said.socket,
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', code => (code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}`))))
  })
}
