import type { Verdict } from '../door/door.ts'
import { correctedAt, type ScanRecord } from './scan-record.ts'

/** One request; the server takes up to 500, but on a bad line a smaller one arrives. */
const MOST_A_BATCH = 100

/** What the server says to a scan that was decided here. */
export type Reported = {
  nonce: string
  /** `not_found`: the list is gone, or this device may no longer use it. */
  outcome: 'stored' | 'known' | 'not_found'
  scan: ServerScan | null
}

export type ServerScan = {
  scanId: string
  nonce: string
  undone: boolean
  conflict: string | null
  verdict: Verdict
}

/** The next scans to send: oldest first, so that an undo never overtakes what it takes back. */
export function nextBatch(records: Iterable<ScanRecord>): ScanRecord[] {
  return Array.from(records)
    .filter(record => record.state === 'waiting')
    .sort((a, b) => a.deviceSequence - b.deviceSequence)
    .slice(0, MOST_A_BATCH)
}

/** What was shown stays what was shown: somebody acted on it. The server's view is put beside it. */
export function settled(record: ScanRecord, report: Reported): ScanRecord {
  const { scan } = report
  return {
    ...record,
    state: 'settled',
    scanId: scan?.scanId ?? record.scanId,
    undone: scan?.undone ?? record.undone,
    conflict: scan ? scan.conflict : report.outcome === 'not_found' ? 'not_found' : record.conflict,
  }
}

/**
 * The server answered a scan after the device had decided by itself. If both say the same it is settled; if not, it goes
 * into the batch all the same, because the guest was let in or sent away on this device's word.
 */
export function afterLateAnswer(record: ScanRecord, scan: ServerScan): ScanRecord {
  if (scan.verdict.outcome === record.verdict.outcome) {
    return settled(record, { nonce: record.nonce, outcome: 'known', scan })
  }
  return { ...record, conflict: scan.verdict.outcome === 'refused' ? scan.verdict.reason : record.conflict }
}

type CountsAt = { entered: number; inside: number; readAt: Date }

/** What the server's counts cannot hold yet: scans that wait, and those made since it was asked. */
export function countsWithOwn<C extends CountsAt>(counts: C, records: Iterable<ScanRecord>): C {
  let { entered, inside } = counts
  const all = Array.from(records)
  const byNonce = new Map(all.map(record => [record.nonce, record]))
  for (const record of all) {
    const isTold = record.state !== 'waiting' && correctedAt(record) <= counts.readAt
    if (isTold || record.verdict.outcome !== 'accepted') continue
    // Taken back at the server: a fact of ours says so only where the server could not be asked.
    if (record.undone && record.kind !== 'undo' && record.state !== 'waiting') continue
    const isUndo = record.kind === 'undo'
    const moved = isUndo ? byNonce.get(record.undoes ?? '') : record
    if (!moved || moved.kind === 'undo') continue
    const step = isUndo ? -1 : 1
    const isFirst = moved.verdict.firstEntry === null
    if (moved.kind === 'entry') {
      if (isFirst) entered += step
      inside += step
    } else if (!isFirst) inside -= step
  }
  return { ...counts, entered: Math.max(0, entered), inside: Math.max(0, inside) }
}
