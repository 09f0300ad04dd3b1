/** Instants: points on the time line. In code a `Date`, on the wire RFC 3339 in UTC. */
import { Temporal } from 'temporal-polyfill'

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/

/** Reads an RFC 3339 date-time; null for any other text or a day that does not exist. Cut off below milliseconds. */
export function parseInstant(text: string): Date | null {
  if (!RFC_3339.test(text)) return null
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds)
  } catch {
    return null
  }
}

/** `2026-03-14T18:30:00.000Z`. */
export function formatInstant(instant: Date): string {
  return instant.toISOString()
}

export function addMs(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms)
}
