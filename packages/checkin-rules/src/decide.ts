import { type AttendanceLog, attendanceLog, type Entry, mayEnter } from './attendance.ts'
import type { CheckInList, CheckInTicket } from './check-in-list.ts'
import { EVERY_WINDOW, isBefore, isOpen, type Opening, openingsFor } from './entry-window.ts'
import { mergeScans } from './merge-scans.ts'
import type { RefusalCode } from './reasons.ts'
import type { ScanFact } from './scan.ts'

export interface DecideOptions {
  /** `entry` unless told. */
  direction?: 'entry' | 'exit'
  /** From the verified code; null or absent for a guest who was picked from the list. */
  codeVersion?: number | null
  /** Where the device stands; null or absent if at no gate. */
  gateId?: string | null
  deviceRevoked?: boolean
}

export interface Accepted {
  outcome: 'accepted'
  reason: 'accepted'
  /** Goes into the scan: the opening that this entry uses up. Null for an exit. */
  windowKey: string | null
  /** Of an earlier entry, when this is a re-entry or an exit. */
  firstEntry: Entry | null
}

export interface Refused {
  outcome: 'refused'
  reason: RefusalCode
  /** When and where the ticket was first used; null too if the asker has no right to know. */
  firstEntry: Entry | null
  /** With `too_early`: when to come back. */
  opensAt: Date | null
  /** With `too_late`: since when. */
  closesAt: Date | null
}

export type Decision = Accepted | Refused

/**
 * May this ticket enter (or leave) here, now? `ticket` is null when no ticket is known by the code; `scans` holds at
 * least all scans of this ticket on this list that the caller knows, in any order; `now` is the server's time, or the
 * device's corrected to it. The first reason that applies is the one given.
 */
export function decide(
  list: CheckInList,
  ticket: CheckInTicket | null,
  scans: Iterable<ScanFact>,
  now: Date,
  options: DecideOptions = {},
): Decision {
  // These three come first and say nothing more: the asker may have no right to know anything about the ticket.
  if (options.deviceRevoked) return refused('device_revoked')
  if (ticket === null) return refused('unknown_ticket')
  if (ticket.eventId !== list.eventId) return refused('wrong_event')
  if (ticket.test !== list.test) return refused('test_ticket')
  const log = readLog(list, ticket, scans)
  const { firstEntry } = log.in(EVERY_WINDOW)
  // Nobody is kept inside: an exit needs no valid ticket, no open window, and not even a known entry.
  if (options.direction === 'exit') return { outcome: 'accepted', reason: 'accepted', windowKey: null, firstEntry }
  const reason = refusalOfTicket(list, ticket, options)
  return reason === null ? decideByTime(list, ticket, log, now) : refused(reason, { firstEntry })
}

/** What speaks against the ticket on this list at any time. */
function refusalOfTicket(list: CheckInList, ticket: CheckInTicket, options: DecideOptions): RefusalCode | null {
  if (ticket.state === 'void') return 'void'
  // A version above ours is genuine too: our copy, or a restored database, is older than the code.
  if (options.codeVersion && options.codeVersion < ticket.codeVersion) return 'replaced'
  if (!ticket.paid) return 'not_paid'
  if (!admitsProduct(list, ticket)) return 'wrong_product'
  if (ticket.dateId !== null && list.dateIds.length > 0 && !list.dateIds.includes(ticket.dateId)) return 'wrong_date'
  if (list.gateIds.length > 0 && !(options.gateId && list.gateIds.includes(options.gateId))) return 'wrong_list'
  return list.closed ? 'list_closed' : null
}

function admitsProduct(list: CheckInList, ticket: CheckInTicket): boolean {
  const product = list.productIds.length === 0 ? ticket.admission : list.productIds.includes(ticket.productId)
  const variant =
    ticket.variantId === null || list.variantIds.length === 0 || list.variantIds.includes(ticket.variantId)
  return product && variant
}

function decideByTime(list: CheckInList, ticket: CheckInTicket, log: AttendanceLog, now: Date): Decision {
  const openings = openingsFor(list, ticket)
  const unused = openings.filter(({ key }) => mayEnter(log.in(key), list.reEntry))
  const open = unused.find(opening => isOpen(opening, now))
  if (open) {
    const { firstEntry } = log.in(open.key)
    return { outcome: 'accepted', reason: 'accepted', windowKey: open.key, firstEntry }
  }
  if (openings.length === 0) return refused('wrong_date', log.in(EVERY_WINDOW))
  // "Already used" before "too late": a guest who comes back learns why, and a steward sees the first entry.
  const usedNow = openings.find(opening => isOpen(opening, now)) ?? (unused.length === 0 ? openings[0] : undefined)
  if (usedNow) return refused('already_used', log.in(usedNow.key))
  return outsideEveryWindow(unused, now, log.in(EVERY_WINDOW).firstEntry)
}

function outsideEveryWindow(openings: readonly Opening[], now: Date, firstEntry: Entry | null): Refused {
  const next = openings.find(opening => isBefore(opening, now))
  if (next) return refused('too_early', { firstEntry, opensAt: next.opensAt })
  return refused('too_late', { firstEntry, closesAt: openings.at(-1)?.closesAt ?? null })
}

function readLog(list: CheckInList, ticket: CheckInTicket, scans: Iterable<ScanFact>): AttendanceLog {
  const ofTicket = Array.from(scans).filter(scan => scan.listId === list.id && scan.ticketId === ticket.id)
  const log = attendanceLog()
  for (const scan of mergeScans(ofTicket)) if (scan.counts) log.add(scan)
  return log
}

function refused(
  reason: RefusalCode,
  details: Partial<Pick<Refused, 'firstEntry' | 'opensAt' | 'closesAt'>> = {},
): Refused {
  const { firstEntry = null, opensAt = null, closesAt = null } = details
  return { outcome: 'refused', reason, firstEntry, opensAt, closesAt }
}
