import { isZone } from '@tessera/kernel/local-dates'
import { z } from 'zod'
import { type CsvColumn, type CsvHeader, readHeader } from './csv-columns.ts'
import { type CsvRecord, readCsv } from './csv-reader.ts'
import { type KeylessEvent, withKeys } from './event-keys.ts'
import { readPrice } from './event-prices.ts'
import { readTimes } from './event-times.ts'
import {
  defaultLimits,
  type ImportedStatus,
  type ImportedVenue,
  type ImportOptions,
  type IssueCode,
  type ParsedFeed,
  type RowIssue,
} from './imported-event.ts'
import { type RowReport, reportRow } from './row-report.ts'

/**
 * A table with a heading line. Rows are numbered by their line in the file, as a spreadsheet shows them. A cell that
 * looks like a formula (`=HYPERLINK(…)`) is text like any other; whoever exports it again has to disarm it there.
 */
export function parseCsv(text: string, options: ImportOptions): ParsedFeed {
  const limits = { ...defaultLimits, ...options.limits }
  if (text.length > limits.characters)
    return rejected('imports.file_too_large', `More than ${limits.characters} characters.`)
  const table = readCsv(text, limits.rows + 1)
  const [headings, ...rows] = table.records
  if (!headings) return rejected('imports.file_unreadable', 'The file is empty.')
  if (rows.length > limits.rows) return rejected('imports.too_many_rows', `More than ${limits.rows} rows.`)
  const header = readHeader(headings.fields)
  const missing = (['title', 'start'] as const).filter(column => !header.at.has(column))
  if (missing.length > 0) {
    return rejected(
      'imports.column_missing',
      `No heading for ${missing.join(' and ')} among: ${headings.fields.join(', ').slice(0, 200)}`,
    )
  }
  const issues: RowIssue[] = header.ignored.map(heading => ({
    row: headings.line,
    severity: 'loss',
    code: 'imports.column_ignored',
    field: heading.slice(0, 60),
    message: `The column "${heading.slice(0, 60)}" is not imported.`,
  }))
  if (table.unclosedQuoteAt !== undefined) {
    const message = 'A quote opens here and is never closed; what follows is one cell.'
    issues.push({ row: table.unclosedQuoteAt, severity: 'error', code: 'imports.row_unreadable', message })
  }
  const reports = rows.map(row => ({ row, report: reportRow(row.line, limits) }))
  const sound = reports.filter(({ row }) => row.line !== lastBrokenLine(rows, table.unclosedQuoteAt))
  const read = sound.flatMap(({ row, report }) => readRow(report, cellsOf(report, row, header), options) ?? [])
  const events = withKeys(read)
  return { rows: rows.length, events, issues: [...issues, ...sound.flatMap(({ report }) => report.issues)] }
}

function rejected(code: IssueCode, message: string): ParsedFeed {
  return { rows: 0, events: [], issues: [{ row: 0, severity: 'error', code, message }] }
}

/** The record that swallowed the rest of the file is no event. */
function lastBrokenLine(rows: readonly CsvRecord[], unclosedQuoteAt: number | undefined): number | undefined {
  return unclosedQuoteAt === undefined ? undefined : rows.at(-1)?.line
}

type Cells = (column: CsvColumn) => string | undefined

function cellsOf(report: RowReport, row: CsvRecord, header: CsvHeader): Cells {
  const width = Math.max(...header.at.values()) + 1
  if (row.fields.length < width && row.fields.length < header.at.size) {
    report.loss('imports.row_unreadable', `The row has ${row.fields.length} cells, the heading has ${header.at.size}.`)
  }
  return column => {
    const index = header.at.get(column)
    return index === undefined ? undefined : row.fields[index]?.trim() || undefined
  }
}

function readRow(report: RowReport, cells: Cells, options: ImportOptions): KeylessEvent | undefined {
  const title = report.line(cells('title'), 'title', report.limits.title)
  if (title === undefined) return report.error('imports.title_missing', 'The row has no title.', 'title')
  const times = readTimes(report, {
    start: joined(cells('start'), cells('startTime')),
    end: joined(cells('end') ?? (cells('endTime') === undefined ? undefined : cells('start')), cells('endTime')),
    zone: readZone(report, cells('zone'), options.zone),
  })
  if (!times) return undefined
  const event = {
    row: report.row,
    title,
    description: report.text(cells('description'), 'description'),
    status: readStatus(report, cells('status')),
    ...times,
    venue: readVenue(report, cells),
    onlineUrl: report.url(cells('online'), 'online'),
    imageUrl: report.url(cells('image'), 'image'),
    organizerName: report.line(cells('organizer'), 'organizer'),
    categories: readCategories(report, cells('categories')),
    price: readCellPrice(report, cells, options),
    sourceUrl: report.url(cells('url'), 'url'),
  }
  return { event, ownId: report.line(cells('id'), 'id'), report }
}

/** A day and a time from two columns; a start that already has a time keeps it. */
function joined(day: string | undefined, time: string | undefined): string | undefined {
  if (day === undefined || time === undefined || /\d:\d|Uhr|\dT\d/.test(day)) return day
  const clock = /^(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(?:Uhr)?\s*(am|pm)?$/i.exec(time)
  if (!clock) return `${day} ${time}`
  const half = clock[3]?.toLowerCase()
  const hour = half === undefined ? Number(clock[1]) : (Number(clock[1]) % 12) + (half === 'pm' ? 12 : 0)
  return `${day} ${String(hour).padStart(2, '0')}:${clock[2] ?? '00'}`
}

function readZone(report: RowReport, written: string | undefined, fallback: string): string {
  if (written === undefined || isZone(written)) return written ?? fallback
  report.loss('imports.zone_unknown', `"${written.slice(0, 40)}" is no time zone; ${fallback} is used.`, 'zone')
  return fallback
}

function readVenue(report: RowReport, cells: Cells): ImportedVenue | undefined {
  const address = report.line(cells('address'), 'address')
  const city = report.line(cells('city'), 'city')
  const name = report.line(cells('venue'), 'venue') ?? address ?? city
  if (name === undefined) return undefined
  return {
    name,
    address,
    postalCode: report.line(cells('postalCode'), 'postalCode'),
    city,
    region: report.line(cells('region'), 'region'),
    country: report.line(cells('country'), 'country'),
    ...readPoint(report, cells('latitude'), cells('longitude')),
  }
}

const degrees = z
  .string()
  .regex(/^[+-]?\d{1,3}(?:[.,]\d+)?$/)
  .transform(text => Number(text.replace(',', '.')))
const point = z.object({
  latitude: degrees.pipe(z.number().min(-90).max(90)),
  longitude: degrees.pipe(z.number().min(-180).max(180)),
})

function readPoint(report: RowReport, latitude: string | undefined, longitude: string | undefined) {
  if (latitude === undefined && longitude === undefined) return {}
  const parsed = point.safeParse({ latitude, longitude })
  if (parsed.success) return parsed.data
  report.loss('imports.coordinates_invalid', 'The coordinates are no place on Earth.', 'latitude')
  return {}
}

function readCategories(report: RowReport, written: string | undefined): string[] {
  const clean = [...new Set((written ?? '').split(/[,;|]/).flatMap(word => report.line(word, 'categories', 80) ?? []))]
  if (clean.length > report.limits.categories) {
    report.loss(
      'imports.list_shortened',
      `The first ${report.limits.categories} of ${clean.length} are kept.`,
      'categories',
    )
  }
  return clean.slice(0, report.limits.categories)
}

function readCellPrice(report: RowReport, cells: Cells, options: ImportOptions) {
  const price = cells('price')
  const said = cells('free')?.toLowerCase()
  const isFree =
    said === undefined ? undefined : ['true', 'yes', 'y', 'x', '1', 'ja', 'j', 'wahr', 'frei'].includes(said)
  return readPrice(report, {
    offers: price === undefined ? [] : [{ amount: price, currency: cells('currency') }],
    isFree,
    currency: options.currency,
  })
}

const statuses: Readonly<Record<string, ImportedStatus>> = {
  scheduled: 'scheduled',
  confirmed: 'scheduled',
  geplant: 'scheduled',
  bestätigt: 'scheduled',
  'findet statt': 'scheduled',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  abgesagt: 'cancelled',
  'fällt aus': 'cancelled',
  postponed: 'postponed',
  verschoben: 'postponed',
  rescheduled: 'rescheduled',
  verlegt: 'rescheduled',
  online: 'moved_online',
  'moved online': 'moved_online',
}

function readStatus(report: RowReport, written: string | undefined): ImportedStatus {
  if (written === undefined) return 'scheduled'
  const status = statuses[written.toLowerCase()]
  if (status === undefined)
    report.loss('imports.status_unknown', `"${written.slice(0, 40)}" is read as scheduled.`, 'status')
  return status ?? 'scheduled'
}
