import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { App } from '../compose.ts'
import { ConfigError, readConfig } from '../config.ts'

type Command = { usage: string; does: string; run(args: string[]): Promise<number> }

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const print = (text: string) => void process.stdout.write(`${text}\n`)
const printJson = (value: unknown) =>
  print(JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? item.toString() : item), 2))

const commands: Record<string, Command> = {
  migrate: {
    usage: 'migrate',
    does: 'brings the database to the newest schema',
    run: () =>
      withDatabase(async ({ ownerUrl }) => {
        const { migrate } = await import('../platform/db/migrate.ts')
        const { applied } = await migrate(ownerUrl)
        print(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'Nothing to do: the schema is the newest')
        return 0
      }),
  },
  seed: {
    usage: 'seed',
    does: 'makes the demo: two organizers with everything, and prints every role’s log-in',
    run: () =>
      withApp(async app => {
        await app.seedDemo()
        return 0
      }),
  },
  import: {
    usage: 'import FILE --organizer SLUG --timezone ZONE [--format schema_org|csv|icalendar] [--publish] [--dry-run]',
    does: 'imports events from a feed; running it again changes only what changed',
    run: importFeed,
  },
  audit: {
    usage: 'audit',
    does: 'checks every invariant on the live database; JSON, and exit code 1 when one is broken',
    run: audit,
  },
  reconcile: {
    usage: 'reconcile [--since INSTANT] [--until INSTANT] [--organizer SLUG]',
    does: 'compares our books with the gateways’, the last three days unless told otherwise; JSON, and exit code 1 when they differ',
    run: async args => {
      const { periodOf, reconcileBooks } = await import('./reconcile.ts')
      const period = periodOf(args, new Date())
      if (!period) return usage('reconcile')
      return withApp(async app => {
        const { report, exitCode } = await reconcileBooks(app, period)
        printJson(report)
        return exitCode
      })
    },
  },
  jobs: {
    usage: 'jobs list | jobs run NAME | jobs replay QUEUE',
    does: 'runs a periodic job now, or puts dead letters back',
    run: jobs,
  },
  flags: {
    usage: 'flags list | flags on NAME | flags off NAME',
    does: 'shows and turns switches of the platform',
    run: flags,
  },
  openapi: {
    usage: 'openapi [--check]',
    does: 'prints the API’s document; --check compares it with the committed one',
    run: async args => {
      const { openApiDocument } = await import('./openapi.ts')
      return generated(
        args,
        'packages/sdk/openapi.json',
        `${JSON.stringify(await openApiDocument(), null, 2)}\n`,
        'npm run sdk',
      )
    },
  },
  schema: {
    usage: 'schema [--check]',
    does: 'writes apps/server/schema.sql and the table types from the migrations',
    run: schema,
  },
  'config-docs': {
    usage: 'config-docs [--check]',
    does: 'writes docs/operations/configuration.md',
    run: async args => {
      const { configurationPage } = await import('./config-docs.ts')
      return generated(args, 'docs/operations/configuration.md', configurationPage(), 'npm run tessera -- config-docs')
    },
  },
  policy: {
    usage: 'policy',
    does: 'prints who may do what, as JSON',
    run: async () => {
      const policy = await import('../modules/people/organizers/policy.ts')
      printJson(policy)
      return 0
    },
  },
}

/** Compares a generated file with the committed one, or writes it. */
function generated(args: string[], file: string, text: string, remedy: string): number {
  const target = path.join(ROOT, file)
  if (!args.includes('--check')) {
    writeFileSync(target, text)
    print(`Wrote ${file}`)
    return 0
  }
  let committed = ''
  try {
    committed = readFileSync(target, 'utf8')
  } catch {
    // Missing is different.
  }
  if (committed === text) return 0
  print(`${file} is not what it would be made: run ${remedy} and commit it`)
  return 1
}

async function schema(args: string[]): Promise<number> {
  const [{ scratchDatabase }, { dumpSchema }] = [
    await import('../platform/db/databases.ts'),
    await import('../platform/db/schema-dump.ts'),
  ]
  await using database = await scratchDatabase()
  const dump = await dumpSchema(database.ownerUrl, ['public', 'auth', 'audit'])
  const types = tableTypes(database.ownerUrl)
  const remedy = 'npm run tessera -- schema'
  return Math.max(generated(args, 'apps/server/schema.sql', dump, remedy), generated(args, TABLE_TYPES, types, remedy))
}

const TABLE_TYPES = 'apps/server/src/platform/db/schema.gen.ts'

/** The types of rows, from the database itself: int8 is a bigint, jsonb is whatever it is. */
function tableTypes(url: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'tessera-types-')), 'schema.gen.ts')
  const options = [
    '--dialect',
    'postgres',
    '--camel-case',
    '--default-schema',
    'public',
    '--include-pattern',
    'public.*',
  ]
  const mapping = ['--type-mapping', '{"int8":"bigint","jsonb":"unknown"}']
  execFileSync(
    path.join(ROOT, 'node_modules/.bin/kysely-codegen'),
    [...options, ...mapping, '--url', url, '--out-file', file],
    { stdio: 'ignore' },
  )
  return readFileSync(file, 'utf8')
}

async function importFeed(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organizer: { type: 'string' },
      timezone: { type: 'string' },
      format: { type: 'string' },
      publish: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  if (!file || !values.organizer || !values.timezone) return usage('import')
  const format = (values.format ?? formatOf(file)) as ReturnType<typeof formatOf>
  if (!['schema_org', 'csv', 'icalendar'].includes(format)) return usage('import')
  const content = readFileSync(file, 'utf8')
  return withApp(async app => {
    const report = await app.importFeed(values.organizer!, {
      format,
      content,
      timezone: values.timezone!,
      publish: values.publish,
      dryRun: values['dry-run'],
    })
    printJson(report)
    return report.failed > 0 ? 1 : 0
  })
}

function formatOf(file: string): 'schema_org' | 'csv' | 'icalendar' {
  if (file.endsWith('.csv')) return 'csv'
  return file.endsWith('.ics') ? 'icalendar' : 'schema_org'
}

async function audit(): Promise<number> {
  return withDatabase(async ({ ownerUrl }) => {
    const { runAudit } = await import('./audit.sql.ts')
    const results = await runAudit(ownerUrl)
    printJson(results)
    return results.every(result => result.ok) ? 0 : 1
  })
}

async function jobs([action, name]: string[]): Promise<number> {
  return withApp(async app => {
    if (action === 'list') printJson(await app.jobs.depths())
    else if (action === 'run' && name) await app.jobs.runNow(name)
    else if (action === 'replay' && name) print(`${await app.jobs.replayDead(name)} put back`)
    else return usage('jobs')
    return 0
  })
}

async function flags([action, name]: string[]): Promise<number> {
  const [{ declaredFlags }, { loadFlags, turnFlag }] = [
    await import('../flags.ts'),
    await import('../platform/flags/flags.sql.ts'),
  ]
  return withApp(async ({ db }) => {
    if (action === 'list') printJson({ declared: declaredFlags, turned: await loadFlags(db) })
    else if ((action === 'on' || action === 'off') && name && name in declaredFlags)
      await turnFlag(db, name, action === 'on')
    else return usage('flags')
    return 0
  })
}

async function withDatabase(work: (database: { url: string; ownerUrl: string }) => Promise<number>): Promise<number> {
  const { openDatabase } = await import('../open-database.ts')
  await using database = await openDatabase(readConfig(process.env), true)
  // Awaited here: the database goes when this block ends.
  return await work(database)
}

async function withApp(work: (app: App) => Promise<number>): Promise<number> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const [{ openDatabase }, { compose }] = [await import('../open-database.ts'), await import('../compose.ts')]
  await using database = await openDatabase(config, true)
  await using app = await compose(config, database, 'cli')
  return await work(app)
}

/** What `parseArgs` says of arguments that it does not know. */
function isMisuse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

function usage(name?: string): number {
  const shown = name ? { [name]: commands[name]! } : commands
  print('Usage: npm run tessera -- …\n')
  for (const command of Object.values(shown)) print(`  ${command.usage}\n      ${command.does}`)
  return 2
}

const [name, ...args] = process.argv.slice(2)
const command = name ? commands[name] : undefined
try {
  process.exit(command ? await command.run(args) : usage())
} catch (error) {
  if (name && isMisuse(error)) {
    process.stderr.write(`${(error as Error).message}\n\n`)
    process.exit(usage(name))
  }
  process.stderr.write(
    `${error instanceof ConfigError || process.env.LOG_LEVEL !== 'debug' ? String(error instanceof Error ? error.message : error) : (error as Error).stack}\n`,
  )
  process.exit(1)
}
