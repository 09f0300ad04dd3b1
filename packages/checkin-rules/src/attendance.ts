import type { ReEntryPolicy } from './check-in-list.ts'
import { EVERY_WINDOW, shareOpening } from './entry-window.ts'
import { correctedTime, type ScanFact } from './scan.ts'

/** An entry as it is shown to a steward: when, by the server's clock, and where. */
export interface Entry {
  nonce: string
  at: Date
  gateId: string | null
  deviceId: string
}

export interface Attendance {
  firstEntry: Entry | null
  inside: boolean
}

/** Where one ticket stands on one list, kept while its scans are read in order. */
export interface AttendanceLog {
  in: (windowKey: string) => Attendance
  /** Reads an accepted entry or exit that was not taken back. */
  add: (scan: ScanFact) => void
}

export function attendanceLog(): AttendanceLog {
  const byWindow = new Map<string, { firstEntry: Entry; inside: boolean }>()
  return {
    in(windowKey) {
      const shared = Array.from(byWindow).filter(([key]) => shareOpening(key, windowKey))
      // The map remembers the order of first entries, so the first one found is the earliest.
      return { firstEntry: shared[0]?.[1].firstEntry ?? null, inside: shared.some(([, { inside }]) => inside) }
    },
    add(scan) {
      if (scan.kind === 'exit') {
        // Who has left, has left: an exit ends the stay whatever opening it began in.
        for (const attendance of byWindow.values()) attendance.inside = false
      } else {
        const key = scan.windowKey ?? EVERY_WINDOW
        const known = byWindow.get(key)
        if (known) known.inside = true
        else byWindow.set(key, { firstEntry: entryOf(scan), inside: true })
      }
    },
  }
}

/** The one rule about entering again: decides at the gate, and finds double entries when logs are merged. */
export function mayEnter(attendance: Attendance, policy: ReEntryPolicy): boolean {
  if (policy === 'unlimited') return true
  return policy === 'after_exit' ? !attendance.inside : attendance.firstEntry === null
}

function entryOf(scan: ScanFact): Entry {
  return { nonce: scan.nonce, at: correctedTime(scan), gateId: scan.gateId, deviceId: scan.deviceId }
}
