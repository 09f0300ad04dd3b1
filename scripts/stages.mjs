// What `npm test` runs, in the order in which it starts. Two cores: a stage weighs 1 (one process) or 2 (the machine).
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './install.mjs'

/**
 * Stages that must have found tests: from the day a folder is filled, its silence is a failure.
 * @type {string[]}
 */
export const MUST_NOT_BE_EMPTY = [
  'architecture',
  'web',
  'unit',
  'db',
  'contracts',
  'isolation',
  'journeys',
  'servers',
  'browser',
]

const inTree = file => existsSync(path.join(root, file))
const tool = (file, ...args) => [path.join(root, 'node_modules', file), ...args]
const CLI = 'apps/server/src/cli/cli.ts'

/** A check is one command and counts as one test. */
const check = (name, command, more = {}) => ({ name, kind: 'check', weight: 1, command, ...more })
const cliCheck = (name, ...args) => check(name, [CLI, ...args], { exists: () => inTree(CLI) })
/** A vitest project; its tests are counted from vitest's own report. */
const tests = (name, more = {}) => ({ name, kind: 'tests', weight: 2, ...more })

export const stages = [
  check('types', tool('@typescript/native/bin/tsc', '-p', 'tsconfig.json')),
  check('types-web', tool('@typescript/native/bin/tsc', '-b', 'tsconfig.web.json'), {
    // tsc calls an empty folder an error.
    exists: () => ['packages/ui/src', 'apps/storefront/src', 'apps/console/src', 'apps/checkin/src'].some(inTree),
  }),
  check('lint', tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives')),
  check('format', tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings')),
  check('dead-code', tool('knip/bin/knip.js')),
  check('budgets', ['scripts/budgets.ts']),
  check('build', ['scripts/web-apps.mjs']),
  cliCheck('drift-openapi', 'openapi', '--check'),
  cliCheck('drift-schema', 'schema', '--check'),
  cliCheck('drift-config', 'config-docs', '--check'),
  tests('architecture', { weight: 1 }),
  tests('web', { weight: 1 }),
  tests('unit'),
  tests('db'),
  tests('contracts', { weight: 1 }),
  tests('isolation', { weight: 1 }),
  tests('journeys', { weight: 1 }),
  tests('servers', { weight: 1 }),
  tests('browser'),
]
