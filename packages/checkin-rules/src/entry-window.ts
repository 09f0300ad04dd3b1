import type { CheckInList, CheckInTicket, EntryWindow, ListDate } from './check-in-list.ts'

const MINUTE_MS = 60_000

/** Stands for every opening at once. */
export const EVERY_WINDOW = 'all'

/** A span of time in which a ticket may enter once. Begins with `opensAt` and ends just before `closesAt`. */
export interface Opening {
  /** A date's id, or `all`. Never changes for a ticket while a list changes between fixed and relative times. */
  key: string
  opensAt: Date | null
  closesAt: Date | null
}

/** The openings of a list for a ticket, in order of their dates, also where none of them has a time to open. Empty if the list knows no date of the ticket. */
export function openingsFor(list: CheckInList, ticket: CheckInTicket): Opening[] {
  const { window } = list
  if (window.kind === 'fixed') {
    return [{ key: ticket.dateId ?? EVERY_WINDOW, opensAt: window.opensAt, closesAt: window.closesAt }]
  }
  return list.dates
    .filter(date => list.dateIds.length === 0 || list.dateIds.includes(date.id))
    .filter(date => ticket.dateId === null || ticket.dateId === date.id)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1))
    .map(date => openingOf(window, date))
}

export function isOpen(opening: Opening, now: Date): boolean {
  return !isBefore(opening, now) && !isAfter(opening, now)
}

export function isBefore({ opensAt }: Opening, now: Date): boolean {
  return opensAt !== null && now < opensAt
}

function isAfter({ closesAt }: Opening, now: Date): boolean {
  return closesAt !== null && now >= closesAt
}

/** Whether an entry in the one opening is an entry in the other too: `all` overlaps with every date. */
export function shareOpening(key: string, otherKey: string): boolean {
  return key === otherKey || key === EVERY_WINDOW || otherKey === EVERY_WINDOW
}

function openingOf(window: Extract<EntryWindow, { kind: 'relative' }>, date: ListDate): Opening {
  const closesFrom = window.closesRelativeTo === 'start' ? date.startsAt : date.endsAt
  const { opensMinutesBeforeStart: before, closesMinutesAfter: after } = window
  return {
    key: date.id,
    opensAt: before === null ? null : minutesAfter(date.startsAt, -before),
    closesAt: after === null || closesFrom === null ? null : minutesAfter(closesFrom, after),
  }
}

function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MINUTE_MS)
}
