import { isZone, startOfLocalDay, wallToInstant } from '@tessera/kernel/local-dates'
import type { IcsDateObject, IcsTimezone } from 'ts-ics'
import type { ContentLine } from './content-lines.ts'
import type { ImportOptions } from './imported-event.ts'
import type { Moment } from './moments.ts'
import type { RowReport } from './row-report.ts'

interface Calendar {
  options: ImportOptions
  timezones: readonly IcsTimezone[]
}

/**
 * A DTSTART or DTEND with the zone that people will read it in. The line is read here and not taken from the library:
 * that reads a time without a zone as UTC, and a zone that it does not know as the zone of this process.
 */
export function readIcsMoment(
  report: RowReport,
  line: ContentLine,
  read: IcsDateObject | undefined,
  calendar: Calendar,
): { moment: Moment; zone: string } | undefined {
  const { zone: fallback } = calendar.options
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(line.value.trim()) ?? []
  if (year === undefined) return undefined
  const date = `${year}-${month}-${day}`
  const wall = `${date}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`
  const named = line.parameters.get('TZID')
  if (utc !== undefined) return momentIn(wallToInstant(wall, 'UTC'), false, fallback)
  if (hour === undefined) {
    const exists = wallToInstant(wall, 'UTC') !== null
    return momentIn(exists ? startOfLocalDay(date, fallback) : null, true, fallback)
  }
  if (named === undefined) return momentIn(wallToInstant(wall, fallback), false, fallback)
  if (isZone(named)) return momentIn(wallToInstant(wall, named), false, named)
  const described = calendar.timezones.some(timezone => timezone.id === named)
  if (described && read && !Number.isNaN(read.date.getTime())) return momentIn(read.date, false, fallback)
  report.loss('imports.zone_unknown', `"${named.slice(0, 60)}" is no time zone; ${fallback} is used.`, line.name)
  return momentIn(wallToInstant(wall, fallback), false, fallback)
}

function momentIn(at: Date | null, isDay: boolean, zone: string): { moment: Moment; zone: string } | undefined {
  return at === null ? undefined : { moment: { at, isDay }, zone }
}
