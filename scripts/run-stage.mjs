// Runs one stage in a child process of its own and says what came of it.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pinnedNode, projectEnvironment, root } from './install.mjs'

const LONGEST_STAGE_MS = 10 * 60 * 1000
const results = path.join(root, 'test-results')
const running = new Set()

/** A group of its own, so that a stage's servers and browsers end with it. */
function stop(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

export function stopEverything() {
  for (const child of running) stop(child, 'SIGTERM')
}

function run(command, env) {
  return new Promise(resolve => {
    const child = spawn(pinnedNode(), command, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    const tooLong = setTimeout(() => {
      output += `\nStopped after ${LONGEST_STAGE_MS / 60_000} minutes.\n`
      stop(child, 'SIGKILL')
    }, LONGEST_STAGE_MS)
    child.on('error', error => (output += `\n${error.message}\n`))
    child.on('close', code => {
      clearTimeout(tooLong)
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/**
 * Counts from vitest's JSON report. A file that could not be loaded holds no tests, and a rejected promise fails the
 * run without failing a test: both are one failure here, so that the sum never looks better than the run.
 */
export function countTests(report, code) {
  let failed = report?.numFailedTests ?? 0
  for (const file of report?.testResults ?? []) {
    if (file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed')) failed += 1
  }
  if (failed === 0 && (code !== 0 || report === undefined || !report.success)) failed = 1
  return {
    passed: report?.numPassedTests ?? 0,
    failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function runTests(stage, env) {
  const file = path.join(results, `${stage.name}.json`)
  mkdirSync(results, { recursive: true })
  rmSync(file, { force: true })
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const { code, output } = await run([vitest, 'run', '--project', stage.name, ...reporters], env)
  return { ...countTests(readReport(file), code), output }
}

async function runCheck(stage, env) {
  const { code, output } = await run(stage.command, env)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output }
}

/** Whether a stage ran nothing. A person's machine may lack the servers of a whole suite, which is skipped in plain sight. */
export function isSilent({ passed, failed, skipped }, inCI = process.env.CI === 'true') {
  return passed + failed + (inCI ? 0 : skipped) === 0
}

export async function runStage(stage, mustNotBeEmpty) {
  const started = Date.now()
  const env = projectEnvironment({ FORCE_COLOR: process.stdout.isTTY ? '1' : '0', TESSERA_STAGE: stage.name })
  if (env.FORCE_COLOR === '0') env.NO_COLOR = '1'
  const absent = stage.exists !== undefined && !stage.exists()
  const outcome = absent
    ? { passed: 0, failed: 0, skipped: 0, output: '' }
    : await (stage.kind === 'tests' ? runTests(stage, env) : runCheck(stage, env))
  const silent = isSilent(outcome)
  if (silent && mustNotBeEmpty) {
    outcome.failed = 1
    outcome.output += `\nThe stage "${stage.name}" ran nothing, and it is listed as one that must not be empty.\n`
  }
  return { ...outcome, absent, silent, seconds: (Date.now() - started) / 1000 }
}
