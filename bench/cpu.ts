import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Processor time spent since the start, in microseconds; zero where the system does not say (only Linux has /proc). */
export type CpuClock = () => number

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/**
 * What the process and everything below it has used. Unlike a rate, it says the same on a busy machine. A child that ended
 * is counted with its parent once that has waited for it.
 */
export function cpuOf(root: number): CpuClock {
  return () => {
    const processes = readProcesses()
    const family = new Set([root])
    // A child has a higher number than its parent only mostly, so this repeats until nothing is added.
    for (let known = 0; known !== family.size; ) {
      known = family.size
      for (const [pid, { parent }] of processes) if (family.has(parent)) family.add(pid)
    }
    const ticks = [...family].reduce((sum, pid) => sum + (processes.get(pid)?.ticks ?? 0), 0)
    return (ticks / TICKS_PER_SECOND) * 1e6
  }
}

function readProcesses(): Map<number, { parent: number; ticks: number }> {
  const found = new Map<number, { parent: number; ticks: number }>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      // The name in parentheses may hold anything; the numbers stand behind it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
      found.set(Number(name), { parent: Number(fields[1]), ticks })
    } catch {
      // It has ended meanwhile.
    }
  }
  return found
}
