import { type KeylessEvent, withKeys } from './event-keys.ts'
import { readTimes } from './event-times.ts'
import {
  defaultLimits,
  type ImportedStatus,
  type ImportLimits,
  type ImportOptions,
  type ParsedFeed,
  type RowIssue,
} from './imported-event.ts'
import { type RowReport, reportRow } from './row-report.ts'
import { firstWord, type Node, node, nodesOrWords, words } from './schema-org.schemas.ts'
import { type Fields, fieldsOf } from './schema-org-fields.ts'
import { readOffers } from './schema-org-offers.ts'
import { readPlaces } from './schema-org-places.ts'

const eventType = /^(?:https?:\/\/schema\.org\/|schema:)?(?:\w*Event|EventSeries|Festival|Hackathon|CourseInstance)$/

/** schema.org JSON-LD: one event, a list, a list in lists, `@graph`, `ItemList`; events of any subtype. */
export function parseSchemaOrg(text: string, options: ImportOptions): ParsedFeed {
  const limits = { ...defaultLimits, ...options.limits }
  const whole = (code: RowIssue['code'], message: string): ParsedFeed => ({
    rows: 0,
    events: [],
    issues: [{ row: 0, severity: 'error', code, message }],
  })
  if (text.length > limits.characters)
    return whole('imports.file_too_large', `More than ${limits.characters} characters.`)
  let document: unknown
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return whole('imports.file_unreadable', 'The file is no JSON.')
  }
  const elements = elementsOf(document)
  if (elements.length > limits.rows) return whole('imports.too_many_rows', `More than ${limits.rows} elements.`)
  return readElements(elements, limits, options)
}

function readElements(elements: readonly unknown[], limits: ImportLimits, options: ImportOptions): ParsedFeed {
  const byId = new Map<string, Node>()
  for (const element of elements) {
    const parsed = node.safeParse(element)
    if (parsed.success && typeof parsed.data['@id'] === 'string') byId.set(parsed.data['@id'], parsed.data)
  }
  const reports: RowReport[] = []
  const read: KeylessEvent[] = []
  elements.forEach((element, index) => {
    const report = reportRow(index + 1, limits)
    reports.push(report)
    const parsed = node.safeParse(element)
    if (!parsed.success) return report.error('imports.row_unreadable', 'The element is no object.')
    const fields = fieldsOf(report, parsed.data, byId)
    const event = readEvent(report, fields, options)
    if (event) read.push(event)
    return undefined
  })
  const events = withKeys(read)
  return { rows: elements.length, events, issues: reports.flatMap(report => report.issues) }
}

/** The elements that may be events, out of the containers that feeds wrap them in, none of them deep. */
function elementsOf(document: unknown, depth = 0): unknown[] {
  if (depth > 6) return [document]
  const inside = (list: readonly unknown[]) => list.flatMap(element => elementsOf(element, depth + 1))
  if (Array.isArray(document)) return inside(document)
  const parsed = node.safeParse(document)
  if (!parsed.success) return [document]
  const { '@graph': graph, itemListElement: list, item } = parsed.data
  if (Array.isArray(graph)) return inside(graph)
  if (Array.isArray(list)) return inside(list)
  return typeof item === 'object' && item !== null ? inside([item]) : [document]
}

function readEvent(report: RowReport, fields: Fields, options: ImportOptions): KeylessEvent | undefined {
  const types = fields.read('@type', words) ?? []
  if (!types.some(type => eventType.test(type))) {
    return report.loss(
      'imports.not_an_event',
      `The element is a ${types.join(', ').slice(0, 60) || 'thing without type'}.`,
    )
  }
  const title = report.line(fields.read('name', firstWord), 'name', report.limits.title)
  if (title === undefined) return report.error('imports.title_missing', 'The event has no name.', 'name')
  const times = readTimes(report, {
    start: fields.read('startDate', firstWord),
    end: fields.read('endDate', firstWord),
    zone: options.zone,
  })
  if (!times) return undefined
  const sourceUrl = report.url(fields.read('url', firstWord) ?? fields.read('mainEntityOfPage', firstWord), 'url')
  const { venue, onlineUrl } = readPlaces(report, fields, sourceUrl)
  const event = {
    row: report.row,
    title,
    description: report.text(fields.read('description', firstWord), 'description'),
    status: readStatus(report, fields.read('eventStatus', firstWord)),
    ...times,
    venue,
    onlineUrl,
    imageUrl: report.url(readImage(report, fields), 'image'),
    organizerName: readOrganizer(report, fields),
    categories: readCategories(report, fields.read('keywords', words) ?? []),
    price: readOffers(report, fields, { currency: options.currency, sourceUrl }),
    sourceUrl,
  }
  const ownId = report.line(fields.read('@id', firstWord) ?? identifierOf(fields), 'identifier', report.limits.url)
  fields.reportUnread()
  return { event, ownId, report }
}

function identifierOf(fields: Fields): string | undefined {
  const [identifier] = fields.read('identifier', nodesOrWords) ?? []
  if (typeof identifier !== 'object') return identifier
  return firstWord.safeParse(identifier['value']).data
}

const statuses: Readonly<Record<string, ImportedStatus>> = {
  EventScheduled: 'scheduled',
  EventCancelled: 'cancelled',
  EventPostponed: 'postponed',
  EventRescheduled: 'rescheduled',
  EventMovedOnline: 'moved_online',
}

function readStatus(report: RowReport, written: string | undefined): ImportedStatus {
  const status = written === undefined ? 'scheduled' : statuses[written.replace(/^.*[/:]/, '')]
  if (status === undefined)
    report.loss('imports.status_unknown', `"${written?.slice(0, 60)}" is read as scheduled.`, 'eventStatus')
  return status ?? 'scheduled'
}

function readImage(report: RowReport, fields: Fields): string | undefined {
  const images = fields.read('image', nodesOrWords) ?? []
  if (images.length > 1)
    report.loss('imports.more_values_dropped', `The first of ${images.length} images is kept.`, 'image')
  const [image] = images
  if (typeof image !== 'object') return image
  return firstWord.safeParse(image['url'] ?? image['contentUrl'] ?? image['@id']).data
}

function readOrganizer(report: RowReport, fields: Fields): string | undefined {
  const organizers = fields.read('organizer', nodesOrWords) ?? []
  const names = organizers.flatMap(one =>
    typeof one === 'object' ? (firstWord.safeParse(one['name']).data ?? []) : one,
  )
  if (names.length > 1)
    report.loss('imports.more_values_dropped', `The first of ${names.length} organizers is kept.`, 'organizer')
  return report.line(names[0], 'organizer')
}

function readCategories(report: RowReport, keywords: readonly string[]): string[] {
  // A single text is a list with commas; in a list a comma belongs to its word.
  const split = keywords.length === 1 ? (keywords[0] ?? '').split(/[,;]/) : keywords
  const clean = [...new Set(split.flatMap(word => report.line(word, 'keywords', 80) ?? []))]
  if (clean.length > report.limits.categories) {
    report.loss(
      'imports.list_shortened',
      `The first ${report.limits.categories} of ${clean.length} keywords are kept.`,
      'keywords',
    )
  }
  return clean.slice(0, report.limits.categories)
}
