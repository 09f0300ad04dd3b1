import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import type { Result } from './compare.ts'
import { availability, checkout, hold, page, scan, scanAnalyzed } from './scenarios.ts'
import { startBench } from './server-process.ts'

const scenarios = { hold, checkout, page, availability, scan, 'scan-analyzed': scanAnalyzed }
const asked = process.argv.slice(2)
const names = (asked.length > 0 ? asked : Object.keys(scenarios)) as Array<keyof typeof scenarios>

const results: Result[] = []
{
  await using bench = await startBench()
  for (const name of names) {
    const result = await scenarios[name](bench)
    results.push(result)
    print(result)
  }
}
if (asked.length === 0) record(results)
process.exit(results.every(result => result.holds) ? 0 : 1)

function print({ scenario, subject, cpu, ratios, baselines, holds }: Result) {
  const against = Object.entries(ratios).map(
    ([name, ratio]) => `${ratio.median} × ${name} (${baselines[name]}/s; ${ratio.of.join(', ')})`,
  )
  console.log(
    `${scenario.padEnd(13)} ${subject.perSecond}/s  p50 ${subject.p50}  p95 ${subject.p95}  p99 ${subject.p99} ms  failed ${subject.failed}  ${cpu.server} + ${cpu.database} µs  ${against.join('  ')}  ${holds ? 'right' : 'WRONG'}`,
  )
}

function record(list: Result[]) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const file = path.join(import.meta.dirname, 'results', `${new Date().toISOString().slice(0, 10)}-${commit}.json`)
  writeFileSync(
    file,
    `${JSON.stringify({ commit, node: process.version, cores: cpus().length, results: list }, null, 2)}\n`,
  )
  console.log(`recorded in ${path.relative(process.cwd(), file)}`)
}
