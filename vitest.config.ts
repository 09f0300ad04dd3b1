import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
/** Starts one embedded PostgreSQL for a whole run; each test file clones its own database from a template. */
const databaseSetup = `${root}apps/server/src/platform/testing/global-setup.ts`
const withDatabase = existsSync(databaseSetup) ? { globalSetup: [databaseSetup] } : {}

const never = ['**/node_modules/**', '**/dist/**', 'tests/architecture/fixtures/**']
const needsDatabase = ['apps/server/src/**/*.{db,race,routes}.test.ts']
const adapters = ['apps/server/src/adapters/**/*.test.ts']
const webPackages = ['packages/ui/**']

/** Two cores: more workers only make races slower to show themselves. */
const MAX_WORKERS = 2
const SECOND = 1000

function project(
  name: string,
  include: string[],
  more: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      root,
      include,
      environment: 'node',
      maxWorkers: MAX_WORKERS,
      testTimeout: 30 * SECOND,
      hookTimeout: 60 * SECOND,
      // What is waited for comes at once or, on a busy machine, later; it fails only when it does not come.
      expect: { poll: { timeout: 8 * SECOND } },
      ...more,
      exclude: [...never, ...(more.exclude ?? [])],
    },
  }
}

export default defineConfig({
  test: {
    maxWorkers: MAX_WORKERS,
    passWithNoTests: true,
    projects: [
      project(
        'unit',
        [
          'packages/*/src/**/*.test.ts',
          'apps/server/src/**/*.test.ts',
          'apps/sandbox/src/**/*.test.ts',
          'scripts/**/*.test.{ts,mjs}',
          'tests/*.test.ts',
        ],
        { exclude: [...needsDatabase, ...adapters, ...webPackages] },
      ),
      project('web', [
        'packages/ui/src/**/*.test.{ts,tsx}',
        'apps/{storefront,console,checkin}/src/**/*.test.{ts,tsx}',
      ]),
      project('architecture', ['tests/architecture/**/*.test.ts'], { testTimeout: 60 * SECOND }),
      project('db', needsDatabase, { ...withDatabase, exclude: adapters, testTimeout: 30 * SECOND }),
      project('contracts', ['tests/contracts/**/*.test.ts', ...adapters], {
        ...withDatabase,
        testTimeout: 30 * SECOND,
      }),
      project('isolation', ['tests/isolation/**/*.test.ts'], {
        ...withDatabase,
        testTimeout: 120 * SECOND,
        hookTimeout: 120 * SECOND,
      }),
      project('journeys', ['tests/journeys/**/*.test.ts'], {
        ...withDatabase,
        testTimeout: 120 * SECOND,
        hookTimeout: 120 * SECOND,
      }),
      // A deployment of its own, of programs that are not ours; its test file starts them.
      project('servers', ['tests/servers/**/*.test.ts'], { testTimeout: 60 * SECOND, hookTimeout: 180 * SECOND }),
      // Two browsers: one leaves a core idle while it waits for what it looks at (measured: 375 s instead of 589 s).
      project('browser', ['tests/browser/**/*.test.ts'], {
        ...withDatabase,
        maxWorkers: 2,
        testTimeout: 180 * SECOND,
        hookTimeout: 180 * SECOND,
      }),
    ],
  },
})
