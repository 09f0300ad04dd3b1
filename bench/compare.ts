import { runAudit } from '../apps/server/src/cli/audit.sql.ts'
import { cpuOf } from './cpu.ts'
import { CLIENT } from './drive.ts'
import { type Figures, median } from './load.ts'
import type { Bench } from './server-process.ts'

export type Result = {
  scenario: string
  client: string
  subject: Figures
  /** Processor time for each operation, in microseconds: says the same on a busy machine, where rates do not. */
  cpu: { server: number; database: number }
  ratios: Record<string, { median: number; of: number[] }>
  baselines: Record<string, number>
  holds: boolean
}

export type Baseline = { name: string; run(): Promise<number> }

const PAIRS = 5

/** Subject and baselines take turns; each pair gives a ratio. Wrong is a failure, however fast. */
export async function compare(
  bench: Bench,
  scenario: string,
  subject: () => Promise<Figures>,
  baselines: Baseline[],
): Promise<Result> {
  const runs: Array<Figures & { server: number; database: number }> = []
  const ratios: Record<string, number[]> = {}
  const absolute: Record<string, number[]> = {}
  const clocks = { server: cpuOf(bench.pids.server), database: cpuOf(bench.pids.database) }
  await subject()
  for (let pair = 0; pair < PAIRS; pair++) {
    const rates = new Map<string, number>()
    for (const baseline of baselines) rates.set(baseline.name, await baseline.run())
    const before = { server: clocks.server(), database: clocks.database() }
    const figures = await subject()
    const done = Math.max(1, figures.done)
    const server = Math.round((clocks.server() - before.server) / done)
    runs.push({ ...figures, server, database: Math.round((clocks.database() - before.database) / done) })
    for (const [name, rate] of rates) {
      ;(ratios[name] ??= []).push(Math.round((figures.perSecond / rate) * 100) / 100)
      ;(absolute[name] ??= []).push(rate)
    }
  }
  const audit = await runAudit(bench.databaseUrl)
  const {
    server: _,
    database: __,
    ...typical
  } = runs.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(runs.length / 2)]!
  return {
    scenario,
    client: CLIENT,
    subject: typical,
    cpu: { server: median(runs.map(run => run.server)), database: median(runs.map(run => run.database)) },
    ratios: Object.fromEntries(Object.entries(ratios).map(([name, of]) => [name, { median: median(of), of }])),
    baselines: Object.fromEntries(Object.entries(absolute).map(([name, of]) => [name, median(of)])),
    holds: runs.every(run => run.failed === 0) && audit.every(result => result.ok),
  }
}
