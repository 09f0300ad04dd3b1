import { type AttendanceLog, attendanceLog, type Entry, mayEnter } from './attendance.ts'
import type { ReEntryPolicy } from './check-in-list.ts'
import { EVERY_WINDOW } from './entry-window.ts'
import { correctedTime, distinctScans, type ScanFact } from './scan.ts'

/**
 * `double_entry`: accepted by a device that could not know of `first`; somebody may be inside who should not be.
 * `nonce_reused`: an earlier fact has the same nonce but says something else; a device is broken or lies.
 */
export type ScanConflict = { kind: 'double_entry'; first: Entry } | { kind: 'nonce_reused' }

export interface MergedScan extends ScanFact {
  correctedAt: Date
  /** Taken back by an `undo`. */
  undone: boolean
  /** An accepted entry or exit that was not taken back and does not repeat another fact with only a different time. */
  counts: boolean
  conflict: ScanConflict | null
}

/**
 * Merges what devices and server know, in any order and any grouping, with any repetition: the result is the same,
 * and its scans can be merged again. Every fact that went in comes out, in the common order; the first entry of a
 * ticket keeps its right and each later one that the policy forbids is flagged for a supervisor.
 */
export function mergeScans(
  scans: Iterable<ScanFact>,
  reEntryOf: (listId: string) => ReEntryPolicy = () => 'none',
): MergedScan[] {
  const facts = distinctScans(scans)
  const undone = new Set(facts.filter(isEffectiveUndo).map(undo => reference(undo.undoes, undo)))
  const nonces = new Set<string>()
  const effects = new Set<string>()
  const logs = new Map<string, AttendanceLog>()
  return facts.map(fact => {
    const isUndone = fact.kind !== 'undo' && undone.has(reference(fact.nonce, fact))
    const isMovement = fact.kind !== 'undo' && fact.reason === 'accepted' && fact.ticketId !== null
    const counts = isFirst(effects, effectOf(fact)) && isMovement && !isUndone
    let conflict: ScanConflict | null = isFirst(nonces, fact.nonce) ? null : { kind: 'nonce_reused' }
    if (counts) {
      const log = logFor(logs, fact)
      if (fact.kind === 'entry') conflict = doubleEntry(log, fact, reEntryOf(fact.listId)) ?? conflict
      log.add(fact)
    }
    return { ...fact, correctedAt: correctedTime(fact), undone: isUndone, counts, conflict }
  })
}

function doubleEntry(log: AttendanceLog, entry: ScanFact, policy: ReEntryPolicy): ScanConflict | null {
  const attendance = log.in(entry.windowKey ?? EVERY_WINDOW)
  if (mayEnter(attendance, policy) || attendance.firstEntry === null) return null
  return { kind: 'double_entry', first: attendance.firstEntry }
}

function isEffectiveUndo(fact: ScanFact): boolean {
  return fact.kind === 'undo' && fact.reason === 'accepted'
}

/** An `undo` reaches only an entry or exit of the same ticket on the same list; it cannot itself be taken back. */
function reference(nonce: string | null, { listId, ticketId }: ScanFact): string {
  return JSON.stringify([nonce, listId, ticketId])
}

/**
 * What a fact does. Facts of one nonce that do the same are one event told twice, as when a device sends it again with
 * a better clock; those that do different things all count, so that a worn-out nonce never frees a ticket that was used.
 */
function effectOf(fact: ScanFact): string {
  return JSON.stringify([fact.nonce, fact.kind, fact.undoes, fact.listId, fact.ticketId, fact.reason, fact.windowKey])
}

function isFirst(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

function logFor(logs: Map<string, AttendanceLog>, { listId, ticketId }: ScanFact): AttendanceLog {
  const key = JSON.stringify([listId, ticketId])
  const log = logs.get(key) ?? attendanceLog()
  logs.set(key, log)
  return log
}
