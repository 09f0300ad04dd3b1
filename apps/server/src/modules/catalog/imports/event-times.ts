import { shiftLocalDays } from '@tessera/kernel/local-dates'
import type { ImportedEvent } from './imported-event.ts'
import { type Moment, readMoment } from './moments.ts'
import type { RowReport } from './row-report.ts'

export type EventTimes = Pick<ImportedEvent, 'startsAt' | 'endsAt' | 'allDay' | 'zone'>

/** Start and end of a row as text; undefined, with an error noted, if there is no usable start. */
export function readTimes(
  report: RowReport,
  source: { start: string | undefined; end: string | undefined; zone: string },
): EventTimes | undefined {
  const written = source.start?.trim() ?? ''
  if (written === '') return report.error('imports.start_missing', 'The row has no start.', 'start')
  const start = readMoment(written, source.zone)
  if (start === 'ambiguous') {
    return report.error('imports.date_ambiguous', `"${clip(written)}" can mean two days; write 2026-03-14.`, 'start')
  }
  if (start === 'unreadable') return report.error('imports.start_unreadable', `"${clip(written)}" is no date.`, 'start')
  return { ...settle(report, start, readEnd(report, source.end, source.zone), source.zone), zone: source.zone }
}

/** The pair as an event can have it: an end that is not after the start is dropped and reported. */
export function settle(
  report: RowReport,
  start: Moment,
  end: Moment | undefined,
  zone: string,
): Pick<EventTimes, 'startsAt' | 'endsAt' | 'allDay'> {
  const startsAt = start.at
  if (!end) return { startsAt, allDay: start.isDay }
  // The last day of an event belongs to it.
  const endsAt = end.isDay ? shiftLocalDays(end.at, zone, 1) : end.at
  if (endsAt.getTime() === startsAt.getTime()) {
    report.loss('imports.end_equals_start', 'The end is the same as the start; the event has no end now.', 'end')
    return { startsAt, allDay: start.isDay }
  }
  if (endsAt < startsAt) {
    report.loss('imports.end_before_start', 'The end lies before the start; the event has no end now.', 'end')
    return { startsAt, allDay: start.isDay }
  }
  return { startsAt, endsAt, allDay: start.isDay && end.isDay }
}

function readEnd(report: RowReport, source: string | undefined, zone: string): Moment | undefined {
  const written = source?.trim() ?? ''
  if (written === '') return report.loss('imports.end_missing', 'The source gives no end.', 'end')
  const end = readMoment(written, zone)
  if (typeof end === 'object') return end
  return end === 'ambiguous'
    ? report.loss('imports.date_ambiguous', `"${clip(written)}" can mean two days; write 2026-03-14.`, 'end')
    : report.loss('imports.end_unreadable', `"${clip(written)}" is no date.`, 'end')
}

function clip(text: string): string {
  return text.slice(0, 40)
}
