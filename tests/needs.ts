import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { type TestAPI, test } from 'vitest'

/** `which` by the shell's own rules, without a shell: a program is there when it can be started at all. */
function isInstalled(program: string): boolean {
  const { error } = spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000, env: withDaemons })
  return error === undefined
}

/** Servers stand where an ordinary user's PATH does not look. */
export const withDaemons = {
  ...process.env,
  PATH: [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(path.delimiter),
}

const known = new Map<string, boolean>()

/**
 * `test` for what wants programs of the system: `needs('redis-server')('a second process sees …', async () => …)`.
 * Where one is missing the test is skipped in plain sight; in CI it fails, because there `.ci/run` installs it.
 */
export function needs(...programs: string[]): TestAPI | TestAPI['skip'] {
  const program = programs.find(name => !isThere(name))
  if (program === undefined) return test
  if (process.env.CI === 'true') {
    throw new Error(`${program} is not installed. In CI nothing is skipped for want of a server: add it to .ci/run.`)
  }
  return test.skip
}

function isThere(program: string): boolean {
  const there = known.get(program) ?? isInstalled(program)
  known.set(program, there)
  return there
}
