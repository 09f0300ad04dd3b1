import type { Db } from '../../../platform/db/db.ts'
import { isTransient } from '../../../platform/db/postgres-errors.ts'
import { Problem } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { EventWrites } from '../events/public.ts'
import { parseCsv } from './csv.ts'
import { eventOfRow, type WantedEvent } from './event-of-row.ts'
import { parseICalendar } from './icalendar.ts'
import type { ImportOptions, ParsedFeed } from './imported-event.ts'
import { inSavepoint, lockImports } from './imports.sql.ts'
import type { ImportFormat, ImportIssue, ImportReport, ImportWish } from './public.ts'
import { parseSchemaOrg } from './schema-org.ts'
import { issueOf, type RowDeps, writeRow } from './write-row.ts'

export type ImportsDeps = RowDeps & { db: Db; events: EventWrites }

const PARSERS: Record<ImportFormat, (text: string, options: ImportOptions) => ParsedFeed> = {
  schema_org: parseSchemaOrg,
  csv: parseCsv,
  icalendar: parseICalendar,
}

/** One transaction's worth: long enough to be quick, short enough not to hold up what else the organizer does. */
const BATCH = 100
const ATTEMPTS = 3

/** Reads a feed into events, row by row: one that fails leaves the others alone. */
export async function runImport(
  deps: ImportsDeps,
  organizerId: string,
  wish: ImportWish,
  actor: Actor,
): Promise<ImportReport> {
  const feed = PARSERS[wish.format](wish.content, { zone: wish.timezone, currency: wish.currency })
  const wanted = feed.events.map(event => eventOfRow(event, wish))
  const names = new Map(wanted.map(row => [row.row, row.externalId]))
  const report: ImportReport = {
    dryRun: wish.dryRun,
    rows: feed.rows,
    created: 0,
    updated: 0,
    unchanged: 0,
    published: 0,
    failed: new Set(feed.issues.filter(issue => issue.severity === 'error').map(issue => issue.row)).size,
    issues: [
      ...feed.issues.map(issue => ({
        ...issue,
        externalId: names.get(issue.row) ?? null,
      })),
      ...wanted.flatMap(row => row.issues),
    ],
  }
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH)
    add(
      report,
      wish.dryRun
        ? await foresee(deps, organizerId, batch)
        : await writeBatch(deps, organizerId, batch, wish.publish, actor),
    )
  }
  report.issues.sort((a, b) => a.row - b.row)
  return report
}

type Counts = Pick<ImportReport, 'created' | 'updated' | 'unchanged' | 'failed' | 'published' | 'issues'>
const noCounts = (): Counts => ({ created: 0, updated: 0, unchanged: 0, failed: 0, published: 0, issues: [] })

function add(report: ImportReport, counts: Counts) {
  for (const name of ['created', 'updated', 'unchanged', 'failed', 'published'] as const) report[name] += counts[name]
  report.issues.push(...counts.issues)
}

/** What a run would do, by comparing alone. */
function foresee(deps: ImportsDeps, organizerId: string, batch: readonly WantedEvent[]): Promise<Counts> {
  return deps.db.tenant(organizerId, async tx => {
    const known = await deps.events.imported(
      tx,
      batch.map(row => row.externalId),
    )
    const counts = noCounts()
    for (const { externalId, input } of batch) {
      const before = known.get(externalId)
      counts[before ? (before.importHash === input.importHash ? 'unchanged' : 'updated') : 'created'] += 1
    }
    return counts
  })
}

/** Two imports that take addresses from each other may lock each other out; the loser starts its batch anew. */
async function writeBatch(
  deps: ImportsDeps,
  organizerId: string,
  batch: readonly WantedEvent[],
  publish: boolean,
  actor: Actor,
): Promise<Counts> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeOnce(deps, organizerId, batch, publish, actor)
    } catch (error) {
      if (!isTransient(error) || attempt === ATTEMPTS) throw error
    }
  }
}

function writeOnce(
  deps: ImportsDeps,
  organizerId: string,
  batch: readonly WantedEvent[],
  publish: boolean,
  actor: Actor,
): Promise<Counts> {
  return deps.db.tenant(organizerId, async tx => {
    await lockImports(tx)
    const known = await deps.events.imported(
      tx,
      batch.map(row => row.externalId),
    )
    const counts = noCounts()
    for (const row of batch) {
      try {
        const done = await inSavepoint(tx, () =>
          writeRow(tx, deps, organizerId, row, known.get(row.externalId), publish, actor),
        )
        counts[done.outcome] += 1
        counts.published += done.published ? 1 : 0
        counts.issues.push(...done.issues)
      } catch (error) {
        if (isTransient(error)) throw error
        counts.failed += 1
        counts.issues.push(failureOf(row, error))
      }
    }
    return counts
  })
}

/** Says why as far as that is ours to say; what the database said stays in the log. */
function failureOf(row: WantedEvent, error: unknown): ImportIssue {
  const refusal = error instanceof Problem ? error : null
  const [field] = refusal?.details.fields ?? []
  const message = field ? `${field.path} ${field.message}` : (refusal?.message ?? 'This row could not be stored')
  return issueOf(row, 'imports.row_failed', field?.path ?? 'row', message, 'error')
}
