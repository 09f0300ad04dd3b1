import { spawnSync } from 'node:child_process'
import { type TestAPI, test } from 'vitest'

/** `which` by the shell's own rules, without a shell: a program is there when it can be started at all. */
function isInstalled(program: string): boolean {
  const { error } = spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 5_000 })
  return error === undefined
}

const known = new Map<string, boolean>()

/**
 * `test` for what wants a program of the system: `needs('redis-server')('a second process sees …', async () => …)`.
 * Where it is missing the test is skipped in plain sight; in CI it fails, because there `.ci/run` installs it.
 */
export function needs(program: string): TestAPI | TestAPI['skip'] {
  const there = known.get(program) ?? isInstalled(program)
  known.set(program, there)
  if (there) return test
  if (process.env.CI === 'true') {
    throw new Error(`${program} is not installed. In CI nothing is skipped for want of a server: add it to .ci/run.`)
  }
  return test.skip
}
