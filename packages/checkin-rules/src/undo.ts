import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import { mergeScans } from './merge-scans.ts'
import type { ScanFact } from './scan.ts'

export type UndoRefusal = 'unknown_scan' | 'not_accepted' | 'already_undone'

/** Whether a scan can be taken back. Who may do so, and for how long, is for the caller to know. */
export function decideUndo(nonce: string, scans: Iterable<ScanFact>): Outcome<void, UndoRefusal> {
  const told = mergeScans(scans).filter(scan => scan.nonce === nonce)
  if (told.length === 0) return refused('unknown_scan')
  const movements = told.filter(scan => scan.kind !== 'undo' && scan.reason === 'accepted')
  if (movements.length === 0) return refused('not_accepted')
  return movements.every(scan => scan.undone) ? refused('already_undone') : ok()
}
