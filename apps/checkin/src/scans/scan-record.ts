import { type AttendanceLog, attendanceLog } from '@tessera/checkin-rules/attendance'
import { mergeScans } from '@tessera/checkin-rules/merge-scans'
import type { ScanFact } from '@tessera/checkin-rules/scan'
import type { Method, Verdict } from '../door/door.ts'

/** A scan as this device keeps it: what was scanned, what was shown, and what the server has said to it. */
export type ScanRecord = {
  nonce: string
  kind: 'entry' | 'exit' | 'undo'
  /** The nonce of the scan that an undo takes back. */
  undoes: string | null
  listId: string
  ticketId: string | null
  /** As scanned; the server verifies it again. Null for a guest who was picked from the list. */
  code: string | null
  method: Method
  gateId: string | null
  deviceId: string
  deviceSequence: number
  /** By the clock of this device, and what the server's shows more. */
  scannedAt: Date
  clockOffsetMs: number
  verdict: Verdict
  decidedBy: 'server' | 'device'
  /** `local`: nothing for the server in it, such as a text that is no ticket code. */
  state: 'waiting' | 'settled' | 'local'
  /** The server's id of it, once it is known there. */
  scanId: string | null
  undone: boolean
  /** Why the server would not have accepted it, or that somebody entered before. */
  conflict: string | null
}

export function factOf(record: ScanRecord): ScanFact {
  const { nonce, kind, undoes, listId, ticketId, gateId, deviceId, deviceSequence, scannedAt, clockOffsetMs } = record
  const { reason, windowKey } = record.verdict
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

/** All that is known of a ticket on a list. Where server and device tell the same scan, the server's word is used. */
export function factsOfTicket(known: readonly ScanFact[], records: readonly ScanRecord[]): ScanFact[] {
  const told = new Set(known.map(fact => fact.nonce))
  // Taken back at the server, which will tell so with its next copy; until then it must not block the guest here.
  const own = records.filter(record => !told.has(record.nonce) && !(record.undone && record.kind !== 'undo'))
  return [...known, ...own.map(factOf)]
}

export function correctedAt(record: ScanRecord): Date {
  return new Date(record.scannedAt.getTime() + record.clockOffsetMs)
}

/** Where a ticket stands after these scans: who searches for a guest sees it. */
export function standingOf(facts: readonly ScanFact[]): { firstEnteredAt: Date | null; inside: boolean } {
  const log: AttendanceLog = attendanceLog()
  for (const fact of mergeScans(facts)) if (fact.counts) log.add(fact)
  const { firstEntry, inside } = log.in('all')
  return { firstEnteredAt: firstEntry?.at ?? null, inside }
}
