import { shiftLocalDays } from '@tessera/kernel/local-dates'
import { convertIcsEvent, convertIcsTimezone, getEventEndFromDuration, type IcsEvent, type IcsTimezone } from 'ts-ics'
import { type Component, type ContentLine, componentsOf } from './content-lines.ts'
import { type KeylessEvent, withKeys } from './event-keys.ts'
import { settle } from './event-times.ts'
import { htmlOf, readCategories, readImage, readStream, readVenue, reportLosses } from './icalendar-fields.ts'
import { readIcsMoment } from './icalendar-moments.ts'
import {
  defaultLimits,
  type ImportedStatus,
  type ImportOptions,
  type ParsedFeed,
  type RowIssue,
} from './imported-event.ts'
import type { Moment } from './moments.ts'
import { type RowReport, reportRow } from './row-report.ts'

/** iCalendar (RFC 5545): each VEVENT becomes one event; a rule that repeats it is reported, not expanded. */
export function parseICalendar(text: string, options: ImportOptions): ParsedFeed {
  const limits = { ...defaultLimits, ...options.limits }
  const whole = (code: RowIssue['code'], message: string): ParsedFeed => ({
    rows: 0,
    events: [],
    issues: [{ row: 0, severity: 'error', code, message }],
  })
  if (text.length > limits.characters)
    return whole('imports.file_too_large', `More than ${limits.characters} characters.`)
  if (!/^BEGIN:VCALENDAR\s*$/im.test(text)) return whole('imports.file_unreadable', 'The file is no iCalendar.')
  const components = componentsOf(text, 'VEVENT')
  if (components.length > limits.rows) return whole('imports.too_many_rows', `More than ${limits.rows} events.`)
  const timezones = componentsOf(text, 'VTIMEZONE').flatMap(
    component => attempt(() => convertIcsTimezone(undefined, component.text)) ?? [],
  )
  const reports: RowReport[] = []
  const read = components.flatMap((component, index) => {
    const report = reportRow(index + 1, limits)
    reports.push(report)
    return readEvent(report, component, { options, timezones }) ?? []
  })
  const events = withKeys(read)
  return { rows: components.length, events, issues: reports.flatMap(report => report.issues) }
}

interface Calendar {
  options: ImportOptions
  timezones: IcsTimezone[]
}

function readEvent(report: RowReport, component: Component, calendar: Calendar): KeylessEvent | undefined {
  const event = attempt(() => convertIcsEvent(undefined, component.text, { timezones: calendar.timezones }))
  if (!event) return report.error('imports.row_unreadable', `The event at line ${component.line} cannot be read.`)
  const one = (name: string) => component.lines.find(line => line.name === name)
  const title = report.line(event.summary, 'SUMMARY', report.limits.title)
  if (title === undefined) return report.error('imports.title_missing', 'The event has no SUMMARY.', 'SUMMARY')
  const startLine = one('DTSTART')
  if (!startLine) return report.error('imports.start_missing', 'The event has no DTSTART.', 'DTSTART')
  const zone = startLine.parameters.get('TZID')
  const start = readIcsMoment(report, startLine, event.start, calendar)
  if (!start)
    return report.error('imports.start_unreadable', `"${startLine.value.slice(0, 40)}" is no date.`, 'DTSTART')
  reportLosses(report, component)
  const end = readEnd(report, { event, start: start.moment, line: one('DTEND') }, calendar)
  const read = {
    row: report.row,
    title,
    description: report.text(event.description ?? htmlOf(one('X-ALT-DESC')), 'DESCRIPTION'),
    status: statuses[event.status ?? ''] ?? ('scheduled' as const),
    ...settle(report, start.moment, end, start.zone),
    zone: zone === undefined ? calendar.options.zone : start.zone,
    venue: readVenue(report, one('LOCATION'), one('GEO')),
    onlineUrl: readStream(report, component),
    imageUrl: report.url(readImage(component), 'IMAGE'),
    organizerName: report.line(event.organizer?.name, 'ORGANIZER'),
    categories: readCategories(report, component),
    price: { kind: 'unknown' as const },
    sourceUrl: report.url(one('URL')?.value, 'URL'),
  }
  return { event: read, ownId: ownIdOf(report, event, one('RECURRENCE-ID')), report }
}

/** UID, and for a moved repetition which one it is: both share the UID of their series. */
function ownIdOf(report: RowReport, event: IcsEvent, repetition: ContentLine | undefined): string | undefined {
  const uid = report.line(event.uid, 'UID', report.limits.url)
  return uid === undefined || !repetition ? uid : `${uid}/${repetition.value.trim()}`
}

function readEnd(
  report: RowReport,
  source: { event: IcsEvent; start: Moment; line: ContentLine | undefined },
  calendar: Calendar,
): Moment | undefined {
  const { event, start, line } = source
  if (line) {
    const end = readIcsMoment(report, line, event.end ?? undefined, calendar)
    if (!end) return report.loss('imports.end_unreadable', `"${line.value.slice(0, 40)}" is no date.`, 'DTEND')
    if (!end.moment.isDay) return end.moment
    // DTEND of whole days is the day after the last one; some write the last day itself.
    const lastDay = shiftLocalDays(end.moment.at, end.zone, -1)
    return { at: lastDay < start.at ? start.at : lastDay, isDay: true }
  }
  const duration = event.duration
  if (duration) return { at: getEventEndFromDuration(start.at, duration), isDay: false }
  // RFC 5545: a day without an end lasts that day.
  if (start.isDay) return start
  return report.loss('imports.end_missing', 'The source gives no end.', 'DTEND')
}

const statuses: Readonly<Record<string, ImportedStatus>> = {
  CONFIRMED: 'scheduled',
  TENTATIVE: 'scheduled',
  CANCELLED: 'cancelled',
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    // The library throws on lines that it does not expect; the row then counts as unreadable.
    return undefined
  }
}
