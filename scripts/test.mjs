// `npm test`: everything there is, on a fresh clone too. The last line is the sum that CI reads.
//   node scripts/test.mjs                     all stages
//   node scripts/test.mjs --only=types,unit   these
//   node scripts/test.mjs --skip=browser      all but these
//   node scripts/test.mjs --list              their names
import { fail, installWhatIsMissing } from './install.mjs'
import { runStage, stopEverything } from './run-stage.mjs'
import { MUST_NOT_BE_EMPTY, stages } from './stages.mjs'

const CORES = 2

const option = name => {
  const given = process.argv.find(argument => argument.startsWith(`--${name}=`))
  return given === undefined ? undefined : given.slice(name.length + 3).split(',')
}

function chosenStages() {
  const [only, skip] = [option('only'), option('skip') ?? []]
  const names = stages.map(stage => stage.name)
  const unknown = [...(only ?? []), ...skip, ...MUST_NOT_BE_EMPTY].filter(name => !names.includes(name))
  if (unknown.length > 0) fail(`No such stage: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  return stages.filter(stage => (only?.includes(stage.name) ?? true) && !skip.includes(stage.name))
}

function line(stage, result) {
  const mark = result.failed > 0 ? '✗' : result.silent ? '·' : '✓'
  const counts = result.absent
    ? 'not there yet'
    : stage.kind === 'check'
      ? result.failed > 0
        ? 'failed'
        : 'ok'
      : result.silent && result.failed === 0
        ? '0 tests'
        : `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`
  return `${mark} ${stage.name.padEnd(14)} ${`${result.seconds.toFixed(1)} s`.padStart(8)}  ${counts}`
}

/** Starts stages in their order while the machine has room for the next one; one failure stops none of the others. */
async function runAll(chosen, report) {
  const waiting = [...chosen]
  const running = new Set()
  const reports = []
  let load = 0
  while (waiting.length > 0 || running.size > 0) {
    while (waiting.length > 0 && load + waiting[0].weight <= CORES) {
      const stage = waiting.shift()
      load += stage.weight
      const work = runStage(stage, MUST_NOT_BE_EMPTY.includes(stage.name)).finally(() => {
        load -= stage.weight
        running.delete(work)
      })
      running.add(work)
      reports.push(work.then(result => report(stage, result)))
    }
    await Promise.race(running)
  }
  await Promise.all(reports)
}

if (process.argv.includes('--list')) {
  for (const stage of stages) console.log(stage.name)
  process.exit(0)
}

const chosen = chosenStages()
installWhatIsMissing()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopEverything()
    process.exit(130)
  })
}

const started = Date.now()
const sum = { passed: 0, failed: 0, skipped: 0 }
await runAll(chosen, (stage, result) => {
  for (const key of ['passed', 'failed', 'skipped']) sum[key] += result[key]
  console.log(line(stage, result))
  if (result.failed > 0) console.log(`\n${result.output.trim()}\n`)
})
const took = Math.round((Date.now() - started) / 1000)
console.log(`\n${Math.floor(took / 60)} min ${took % 60} s`)
if (sum.passed === 0 && sum.failed === 0) sum.failed = 1
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exitCode = sum.failed > 0 ? 1 : 0
