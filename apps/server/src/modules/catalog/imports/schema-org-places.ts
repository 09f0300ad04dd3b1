import type { ImportedVenue } from './imported-event.ts'
import type { RowReport } from './row-report.ts'
import { firstWord, geoPoint, type Node, nodesOrWords, postalAddress } from './schema-org.schemas.ts'
import { asNode, type Fields } from './schema-org-fields.ts'

/** Where an event is: the first place, the first stream; anything further is reported. */
export function readPlaces(
  report: RowReport,
  fields: Fields,
  sourceUrl: string | undefined,
): { venue?: ImportedVenue; onlineUrl?: string } {
  const locations = fields.read('location', nodesOrWords) ?? []
  const attendance = fields.read('eventAttendanceMode', firstWord) ?? ''
  const streams: (string | undefined)[] = []
  const venues: ImportedVenue[] = []
  for (const location of locations) {
    const place = typeof location === 'string' ? location : fields.follow(location)
    if (typeof place === 'object' && isOfType(place, 'VirtualLocation')) {
      streams.push(report.url(firstWord.safeParse(place['url']).data, 'location.url') ?? sourceUrl)
    } else {
      const venue = typeof place === 'string' ? namedVenue(report, place) : readVenue(report, fields, place)
      if (venue) venues.push(venue)
    }
  }
  if (/(?:^|\/)(?:Online|Mixed)EventAttendanceMode$/.test(attendance) && streams.length === 0) streams.push(sourceUrl)
  if (venues.length > 1)
    report.loss('imports.more_values_dropped', `The first of ${venues.length} places is kept.`, 'location')
  if (streams.length > 1)
    report.loss('imports.more_values_dropped', `The first of ${streams.length} streams is kept.`, 'location')
  return { venue: venues[0], onlineUrl: streams[0] }
}

function namedVenue(report: RowReport, text: string): ImportedVenue | undefined {
  const name = report.line(text, 'location')
  return name === undefined ? undefined : { name }
}

function readVenue(report: RowReport, fields: Fields, place: Node): ImportedVenue | undefined {
  const line = (value: unknown, field: string) => report.line(firstWord.safeParse(value).data, `location.${field}`)
  const address = readAddress(report, fields, isOfType(place, 'PostalAddress') ? place : place['address'])
  const name = line(place['name'], 'name') ?? address.address ?? address.city
  return name === undefined ? undefined : { name, ...address, ...readPoint(report, fields, place['geo']) }
}

function readAddress(report: RowReport, fields: Fields, value: unknown): Omit<ImportedVenue, 'name'> {
  if (typeof value === 'string') return { address: report.line(value, 'location.address') }
  const parsed = postalAddress.safeParse(asNode(fields, Array.isArray(value) ? value[0] : value))
  if (!parsed.success) return {}
  const { streetAddress, postalCode, addressLocality, addressRegion, addressCountry } = parsed.data
  const line = (text: string | null | undefined, field: string) =>
    report.line(text ?? undefined, `location.address.${field}`)
  return {
    address: line(streetAddress, 'streetAddress'),
    postalCode: line(postalCode, 'postalCode'),
    city: line(addressLocality, 'addressLocality'),
    region: line(addressRegion, 'addressRegion'),
    country: line(addressCountry, 'addressCountry'),
  }
}

function readPoint(report: RowReport, fields: Fields, value: unknown): Pick<ImportedVenue, 'latitude' | 'longitude'> {
  if (value === undefined || value === null) return {}
  const point = geoPoint.safeParse(asNode(fields, value))
  if (point.success) return point.data
  report.loss('imports.coordinates_invalid', 'The coordinates are no place on Earth.', 'location.geo')
  return {}
}

function isOfType(place: Node, type: string): boolean {
  const types = place['@type']
  return (Array.isArray(types) ? types : [types]).some(one => typeof one === 'string' && one.endsWith(type))
}
