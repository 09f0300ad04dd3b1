import { type Component, type ContentLine, splitList, unescapeText } from './content-lines.ts'
import type { ImportedVenue } from './imported-event.ts'
import type { RowReport } from './row-report.ts'
import { geoPoint } from './schema-org.schemas.ts'

const repetition = new Set(['RRULE', 'RDATE', 'EXRULE'])
const unused = new Set(['ATTENDEE', 'CONTACT', 'COMMENT', 'RESOURCES', 'RELATED-TO'])

/** What an event here has no place for; the bookkeeping of calendars (DTSTAMP, SEQUENCE, X-…) is no loss. */
export function reportLosses(report: RowReport, component: Component): void {
  const rule = component.lines.find(line => repetition.has(line.name))
  if (rule) {
    const message = `Only the first of the repeated dates is imported (${rule.name}:${rule.value.slice(0, 80)}).`
    report.loss('imports.repetition_dropped', message, rule.name)
  }
  for (const name of new Set(component.lines.map(line => line.name))) {
    if (unused.has(name)) report.loss('imports.field_ignored', `"${name}" is not imported.`, name)
  }
}

/** "Hall 2, 14 Mill Street, Toronto": the name up to the first comma or line break, then the address. */
export function readVenue(
  report: RowReport,
  location: ContentLine | undefined,
  geo: ContentLine | undefined,
): ImportedVenue | undefined {
  const [, first, rest] = /^([^,\n]*)[,\n]?([^]*)$/.exec(unescapeText(location?.value ?? '').trim()) ?? []
  const name = report.line(first, 'LOCATION')
  if (name === undefined) return undefined
  const venue = { name, address: report.line(rest, 'LOCATION') }
  if (!geo) return venue
  const [latitude, longitude] = geo.value.split(';')
  const point = geoPoint.safeParse({ latitude, longitude })
  if (point.success) return { ...venue, ...point.data }
  report.loss('imports.coordinates_invalid', 'The coordinates are no place on Earth.', 'GEO')
  return venue
}

export function readStream(report: RowReport, component: Component): string | undefined {
  const line = component.lines.find(({ name }) => name === 'CONFERENCE' || name === 'X-GOOGLE-CONFERENCE')
  return line && report.url(line.value, line.name)
}

export function readImage(component: Component): string | undefined {
  return component.lines.find(
    ({ name, parameters }) =>
      parameters.get('VALUE')?.toUpperCase() !== 'BINARY' &&
      (name === 'IMAGE' || (name === 'ATTACH' && parameters.get('FMTTYPE')?.startsWith('image/'))),
  )?.value
}

export function readCategories(report: RowReport, component: Component): string[] {
  const lists = component.lines.filter(line => line.name === 'CATEGORIES').flatMap(line => splitList(line.value))
  const clean = [...new Set(lists.flatMap(word => report.line(word, 'CATEGORIES', 80) ?? []))]
  if (clean.length > report.limits.categories) {
    report.loss(
      'imports.list_shortened',
      `The first ${report.limits.categories} of ${clean.length} are kept.`,
      'CATEGORIES',
    )
  }
  return clean.slice(0, report.limits.categories)
}

/** Some calendars write the description as HTML only. */
export function htmlOf(line: ContentLine | undefined): string | undefined {
  return line && unescapeText(line.value)
}
