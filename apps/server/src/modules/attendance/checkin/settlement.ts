import { type MergedScan, mergeScans } from '@tessera/checkin-rules/merge-scans'
import { factOf, type ScanJson } from './door-json.ts'
import type { ReEntry } from './public.ts'

/** What follows for one scan from all that is known of its ticket on its list. */
export type Settled = { id: string; undone: boolean; doubleOf: string | null; conflict: boolean; occupies: boolean }

/**
 * What all scans of one ticket on one list come to. It depends on what they say and not on the order in which the server
 * heard of them, so that logs of offline devices may arrive early, late, twice and in parts.
 */
export function settle(scans: readonly ScanJson[], policy: ReEntry): Settled[] {
  const byNonce = new Map(scans.map(scan => [scan.nonce, scan]))
  const merged = mergeScans(scans.map(factOf), () => policy)
  const occupants = occupantsOf(merged, policy)
  return merged.flatMap(fact => {
    const scan = byNonce.get(fact.nonce)
    if (!scan) return []
    const first = fact.conflict?.kind === 'double_entry' ? byNonce.get(fact.conflict.first.nonce) : undefined
    return {
      id: scan.id,
      undone: fact.undone,
      doubleOf: first?.id ?? null,
      conflict: first !== undefined || (scan.doubt !== null && !fact.undone) || undoesElsewhere(scan, byNonce),
      occupies: occupants.has(fact.nonce),
    }
  })
}

/** Online a device takes back only what it scanned itself; one that did so offline was obeyed, and is looked into. */
function undoesElsewhere(scan: ScanJson, byNonce: ReadonlyMap<string, ScanJson>): boolean {
  const target = scan.undoes === null ? undefined : byNonce.get(scan.undoes)
  return target !== undefined && scan.device_id !== null && target.device_id !== scan.device_id
}

/** The entries that keep their opening from being used again: at most one an opening, which a unique key holds, too. */
function occupantsOf(merged: readonly MergedScan[], policy: ReEntry): ReadonlySet<string> {
  const byWindow = new Map<string | null, string>()
  if (policy === 'unlimited') return new Set()
  for (const fact of merged) {
    if (!fact.counts) continue
    if (fact.kind === 'exit' && policy === 'after_exit') byWindow.clear()
    if (fact.kind === 'entry' && fact.conflict === null) byWindow.set(fact.windowKey, fact.nonce)
  }
  return new Set(byWindow.values())
}
