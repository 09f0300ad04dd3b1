/**
 * Dates and times on the wall of a place. An event keeps its instant and its IANA zone; what people read and type is
 * the wall time there. Where clocks change, a wall time that occurs twice means the first, one that is skipped moves
 * on by the gap (Temporal's `compatible`).
 */
import { Temporal } from 'temporal-polyfill'

/** True for a name of the IANA time zone database (`Europe/Berlin`, `UTC`); false for offsets such as `+02:00`. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(text)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/

/** `wallToInstant('2026-03-14T19:30', 'Europe/Berlin')`; null if the text is no local date and time. */
export function wallToInstant(text: string, zone: string): Date | null {
  if (!LOCAL.test(text)) return null
  try {
    const wall = Temporal.PlainDateTime.from(text)
    return new Date(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds)
  } catch {
    return null
  }
}

/** The instant as `2026-03-14T19:30:00` on the wall of the zone. */
export function toLocalDateTime(instant: Date, zone: string): string {
  return zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: 'second' })
}

/** The instant's day there: `2026-03-14`. */
export function toLocalDate(instant: Date, zone: string): string {
  return zoned(instant, zone).toPlainDate().toString()
}

/** Midnight, or the first moment after it, of a local day; null if the text is no date. */
export function startOfLocalDay(day: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  try {
    return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
  } catch {
    return null
  }
}

/** The same wall time so many days later or earlier: a clone of an evening at 19:30 stays at 19:30 across a change of clocks. */
export function shiftLocalDays(instant: Date, zone: string, days: number): Date {
  return new Date(zoned(instant, zone).add({ days }).epochMilliseconds)
}

/** How many midnights lie between two instants there; negative if `to` is the earlier day. */
export function localDaysBetween(from: Date, to: Date, zone: string): number {
  return zoned(from, zone).toPlainDate().until(zoned(to, zone).toPlainDate(), { largestUnit: 'day' }).days
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}
