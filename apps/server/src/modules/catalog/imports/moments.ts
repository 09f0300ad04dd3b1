import { startOfLocalDay, wallToInstant } from '@tessera/kernel/local-dates'

/** A point in time as a feed wrote it. A day stands for its first moment in the zone. */
export interface Moment {
  at: Date
  isDay: boolean
}

const iso = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{1,2}:\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$/
const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(?:um\s+)?(\d{1,2})(?::(\d{2}))?(?::\d{2})?(?:\s*Uhr)?)?$/i
const slashed = /^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b/

/** Reads ISO 8601 (with offset, without, day only) and German dates; `ambiguous` for 03/04/2026. */
export function readMoment(source: string, zone: string): Moment | 'unreadable' | 'ambiguous' {
  const text = source.trim()
  const [, day, clock, seconds, offset] = iso.exec(text) ?? []
  if (day !== undefined) return readIso({ day, clock, seconds, offset }, zone)
  const parts = german.exec(text)
  if (parts) {
    const [, dayOfMonth, month, year, hour, minute] = parts
    const date = `${year}-${padded(month)}-${padded(dayOfMonth)}`
    return hour === undefined
      ? readIso({ day: date }, zone)
      : readIso({ day: date, clock: `${hour}:${minute ?? '00'}` }, zone)
  }
  return slashed.test(text) ? 'ambiguous' : 'unreadable'
}

interface IsoParts {
  day: string
  clock?: string
  seconds?: string
  offset?: string
}

function readIso({ day, clock, seconds, offset }: IsoParts, zone: string): Moment | 'unreadable' {
  if (clock === undefined) {
    const at = exists(day) ? startOfLocalDay(day, zone) : null
    return at ? { at, isDay: true } : 'unreadable'
  }
  const wall = `${day}T${clock.padStart(5, '0')}:${seconds ?? '00'}`
  if (offset === undefined) {
    const at = wallToInstant(wall, zone)
    return at ? { at, isDay: false } : 'unreadable'
  }
  const utc = wallToInstant(wall, 'UTC')
  return utc ? { at: new Date(utc.getTime() - offsetMs(offset)), isDay: false } : 'unreadable'
}

/** Whether the calendar has the day: 30 February does not slide into March. */
function exists(day: string): boolean {
  return wallToInstant(`${day}T12:00`, 'UTC') !== null
}

function offsetMs(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}

function padded(number: string | undefined): string {
  return (number ?? '').padStart(2, '0')
}
