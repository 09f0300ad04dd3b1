import type { ReasonCode } from './reasons.ts'

/**
 * Something that happened at a gate: it is never changed and never deleted. Taking a scan back is a further fact of
 * kind `undo`. `nonce` is drawn at random by the device and is what a fact is recognized by.
 */
export interface ScanFact {
  nonce: string
  kind: 'entry' | 'exit' | 'undo'
  /** The nonce of the fact that an `undo` takes back; null for the other kinds. */
  undoes: string | null
  listId: string
  /** Null when the code belonged to no known ticket. */
  ticketId: string | null
  gateId: string | null
  deviceId: string
  /** Counts up on its device, over restarts. */
  deviceSequence: number
  /** By the clock of the device. */
  scannedAt: Date
  /** Server's time minus the device's, as last measured before the scan; zero for a scan that the server timed. */
  clockOffsetMs: number
  /** `accepted`, or why not. */
  reason: ReasonCode
  /** The opening that an accepted entry used up, from its decision; null for all else. */
  windowKey: string | null
}

/** When it happened, by the server's clock. */
export function correctedTime(scan: ScanFact): Date {
  return new Date(scan.scannedAt.getTime() + scan.clockOffsetMs)
}

/**
 * The one order of scans that every device and the server agree on, whatever they heard first: corrected time, then
 * the sequence on the device, then the nonce, then (for two facts that claim one nonce) everything else they say.
 */
export function compareScans(a: ScanFact, b: ScanFact): number {
  return (
    correctedTime(a).getTime() - correctedTime(b).getTime() ||
    a.deviceSequence - b.deviceSequence ||
    compareTexts(a.nonce, b.nonce) ||
    compareTexts(fingerprint(a), fingerprint(b))
  )
}

/** Every distinct fact once, in order. */
export function distinctScans(scans: Iterable<ScanFact>): ScanFact[] {
  const byFingerprint = new Map<string, ScanFact>()
  for (const scan of scans) byFingerprint.set(fingerprint(scan), factOf(scan))
  return Array.from(byFingerprint.values()).sort(compareScans)
}

/** The fact alone: what a caller hangs on it (an earlier merge, a name) could differ from copy to copy. */
function factOf(scan: ScanFact): ScanFact {
  const { nonce, kind, undoes, listId, ticketId, gateId, deviceId } = scan
  const { deviceSequence, scannedAt, clockOffsetMs, reason, windowKey } = scan
  return {
    nonce,
    kind,
    undoes,
    listId,
    ticketId,
    gateId,
    deviceId,
    deviceSequence,
    scannedAt,
    clockOffsetMs,
    reason,
    windowKey,
  }
}

/** Two facts are the same fact when everything they say is the same. */
function fingerprint(scan: ScanFact): string {
  return JSON.stringify(Object.values(factOf(scan)))
}

/** By code unit, so that every machine orders alike, whatever its locale. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
