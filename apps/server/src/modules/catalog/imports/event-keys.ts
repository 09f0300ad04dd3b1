import { createHash } from 'node:crypto'
import type { ImportedEvent } from './imported-event.ts'
import type { RowReport } from './row-report.ts'

/** An event that waits for its key, with what the feed itself calls it, if anything. */
export interface KeylessEvent {
  event: Omit<ImportedEvent, 'externalId' | 'warnings'>
  ownId: string | undefined
  report: RowReport
}

/**
 * Keys that stay the same when the feed is read again. The feed's own id is best. An address that only one event of
 * the feed has is next: title and time may then change. Feeds of venues give the venue's page to all their events, so
 * a shared address says nothing, and a digest of address, title, start and place takes its place.
 */
export function withKeys(events: readonly KeylessEvent[]): ImportedEvent[] {
  const perAddress = countBy(events.map(({ event }) => event.sourceUrl ?? ''))
  const taken = new Map<string, { first: number; uses: number }>()
  return events.map(({ event, ownId, report }) => {
    const address = event.sourceUrl
    const key = ownId ?? (address !== undefined && perAddress.get(address) === 1 ? address : digestOf(event))
    const seen = taken.get(key) ?? { first: event.row, uses: 0 }
    seen.uses += 1
    taken.set(key, seen)
    if (seen.uses > 1) {
      report.loss('imports.duplicate_key', `Looks like the event of row ${seen.first} once more; it is kept beside it.`)
    }
    return { ...event, externalId: seen.uses === 1 ? key : `${key}#${seen.uses}`, warnings: report.issues }
  })
}

function digestOf(event: KeylessEvent['event']): string {
  const parts = [event.sourceUrl ?? '', event.title, event.startsAt.toISOString(), event.venue?.name ?? '']
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32)}`
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
