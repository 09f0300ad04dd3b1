import { isZone } from '@tessera/kernel/local-dates'
import ical, { ICalAttendeeStatus, type ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import { buildVtimezone } from './vtimezone.ts'

export type CalendarPerson = { name: string; email: string }

export type CalendarEntry = {
  /** The thing's own id, never changed: the same entry written again updates the one in people's calendars. */
  id: string
  /** Grows with each change that people should notice; a lower one than before is ignored by calendars. */
  sequence: number
  updatedAt: Date
  start: Date
  end: Date
  /** IANA zone of the place. */
  zone: string
  title: string
  description?: string
  location?: { name: string; address?: string; geo?: { lat: number; lon: number } }
  url?: string
  isCancelled?: boolean
  /** Another time is to follow: kept where it stands, and marked as not settled. */
  isTentative?: boolean
}

export type CalendarFile =
  /** To be looked at or subscribed to. */
  | { method: 'publish'; name?: string; refreshHours?: number; entries: readonly CalendarEntry[] }
  /** For one person, put into the calendar by the mail program; `cancel` takes it out again. */
  | {
      method: 'request' | 'cancel'
      entries: readonly CalendarEntry[]
      organizer: CalendarPerson
      attendee: CalendarPerson
    }

export type CalendarWriter = {
  /** The text of an .ics file (RFC 5545) that carries its own time zones; the same for the same input. */
  write(file: CalendarFile): string
  /** The MIME type that the file needs in a mail, so that the mail's reader treats it as what it is. */
  contentType(file: CalendarFile): string
}

const ID = /^[\w.-]{1,150}$/
const DOMAIN = /^[a-z0-9.-]{1,250}$/i
const METHODS = {
  publish: ICalCalendarMethod.PUBLISH,
  request: ICalCalendarMethod.REQUEST,
  cancel: ICalCalendarMethod.CANCEL,
}

export function createCalendarWriter(options: { product: string; domain: string }): CalendarWriter {
  if (!DOMAIN.test(options.domain)) throw new TypeError(`Not a domain: ${JSON.stringify(options.domain)}`)
  const product = cleanLine(options.product)
  return {
    write(file) {
      const calendar = ical({
        prodId: { company: product, product, language: 'EN' },
        method: METHODS[file.method],
        timezone: { name: null, generator: zone => vtimezoneFor(zone, file.entries) },
      })
      if (file.method === 'publish') {
        if (file.name !== undefined) calendar.name(clean(file.name))
        if (file.refreshHours !== undefined) calendar.ttl(file.refreshHours * 3600)
      }
      for (const entry of file.entries) addEntry(calendar, file, entry, options.domain)
      return calendar.toString()
    },
    contentType: file => `text/calendar; charset=utf-8; method=${file.method.toUpperCase()}`,
  }
}

function addEntry(calendar: ICalCalendar, file: CalendarFile, entry: CalendarEntry, domain: string): void {
  if (!ID.test(entry.id)) throw new TypeError(`Not an id of a calendar entry: ${JSON.stringify(entry.id)}`)
  if (!isZone(entry.zone)) throw new TypeError(`Not a time zone: ${JSON.stringify(entry.zone)}`)
  const isCancelled = file.method === 'cancel' || entry.isCancelled === true
  const isUtc = !hasOneMeaning(entry.start, entry.zone) || !hasOneMeaning(entry.end, entry.zone)
  const event = calendar.createEvent({
    id: `${entry.id}@${domain}`,
    sequence: entry.sequence,
    stamp: entry.updatedAt,
    start: isUtc ? entry.start : zoned(entry.start, entry.zone),
    end: isUtc ? entry.end : zoned(entry.end, entry.zone),
    timezone: isUtc ? null : entry.zone,
    summary: clean(entry.title),
    status: isCancelled
      ? ICalEventStatus.CANCELLED
      : entry.isTentative === true
        ? ICalEventStatus.TENTATIVE
        : ICalEventStatus.CONFIRMED,
  })
  if (entry.description !== undefined) event.description(clean(entry.description))
  if (entry.url !== undefined) event.url(webAddress(entry.url))
  if (entry.location) {
    const { name, address, geo } = entry.location
    const street = address === undefined ? {} : { address: clean(address) }
    event.location({ title: clean(name), ...street, ...(geo ? { geo } : {}) })
  }
  if (file.method !== 'publish') {
    const { organizer, attendee } = file
    event.organizer({ name: cleanLine(organizer.name), email: mailAddress(organizer.email) })
    const accepted = { status: ICalAttendeeStatus.ACCEPTED, rsvp: false }
    event.createAttendee({ name: cleanLine(attendee.name), email: mailAddress(attendee.email), ...accepted })
  }
}

/** When clocks go back one hour occurs twice; its second time cannot be said on the wall, so it is said in UTC. */
function hasOneMeaning(instant: Date, zone: string): boolean {
  const there = zoned(instant, zone)
  return there.toPlainDateTime().toZonedDateTime(zone).epochMilliseconds === there.epochMilliseconds
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}

function vtimezoneFor(zone: string, entries: readonly CalendarEntry[]): string {
  const years = entries
    .filter(entry => entry.zone === zone)
    .flatMap(({ start, end }) => [start.getUTCFullYear(), end.getUTCFullYear()])
  return buildVtimezone(zone, Math.min(...years), Math.max(...years))
}

/** The library escapes what has a meaning in the format and folds lines; other control characters have no place. */
function clean(text: string): string {
  return text.replaceAll(/\r\n|[\r\u0085\u2028\u2029]/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' ')
}

function cleanLine(text: string): string {
  return clean(text).replaceAll('\n', ' ')
}

function mailAddress(email: string): string {
  if (!/^[^\s@<>()[\]:;,"\\\p{Cc}]+@[^\s@<>()[\]:;,"\\\p{Cc}]+$/u.test(email)) throw new TypeError('Not a mail address')
  return email
}

/** Commas and semicolons are escaped as in a text, which in an address would change it: they go percent-encoded. */
function webAddress(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed || !['https:', 'http:'].includes(parsed.protocol)) {
    throw new TypeError(`Not a web address: ${JSON.stringify(url)}`)
  }
  return parsed.href.replaceAll(',', '%2C').replaceAll(';', '%3B')
}
