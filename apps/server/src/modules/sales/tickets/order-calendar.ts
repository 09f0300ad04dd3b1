import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import type {
  CalendarEntry,
  CalendarFile,
  CalendarPerson,
  CalendarWriter,
} from '../../../platform/calendar/calendar-writer.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { EventDate, EventRecord } from '../../catalog/events/public.ts'
import { placeLines, titleText } from './ticket-texts.ts'
import type { CalendarTicket } from './tickets.sql.ts'

export type OrderCalendarInput = {
  event: EventRecord
  organizer: { name: string }
  /** All that the order ever had, void ones too. */
  tickets: readonly CalendarTicket[]
  locale: string
  origin: string
}

/** A date without an end takes this much of a calendar's day. */
const SUPPOSED_MS = 2 * 3_600_000

/**
 * One entry for each date that the order opens, however many tickets it has for it. What it opens no more stays in the
 * file, marked as cancelled: only so does a calendar that has it already let go of it.
 */
export function orderCalendar(calendars: CalendarWriter, i18n: I18n, input: OrderCalendarInput): string {
  const name = titleText(input.event, input.locale)
  return calendars.write({ method: 'publish', name, entries: entriesOf(i18n, input) })
}

/** Takes out of its reader's calendar what the order opens no more; null when it opens all that it ever did. */
export function orderCancellation(
  calendars: CalendarWriter,
  i18n: I18n,
  input: OrderCalendarInput,
  people: { organizer: CalendarPerson; attendee: CalendarPerson },
): { text: string; contentType: string } | null {
  const entries = entriesOf(i18n, input).filter(entry => entry.isCancelled)
  if (entries.length === 0) return null
  const file: CalendarFile = { method: 'cancel', entries, ...people }
  return { text: calendars.write(file), contentType: calendars.contentType(file) }
}

function entriesOf(i18n: I18n, input: OrderCalendarInput): CalendarEntry[] {
  const { event, tickets } = input
  const opened = new Set(tickets.map(ticket => ticket.dateId))
  return event.dates
    .filter(date => opened.has(null) || opened.has(date.id))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map(date => entryOf(i18n, input, date))
}

function entryOf(i18n: I18n, input: OrderCalendarInput, date: EventDate): CalendarEntry {
  const { event, organizer, locale, origin } = input
  const t = (key: string, params: Record<string, string | number> = {}) =>
    i18n.t(locale, `tickets.calendar.${key}`, params)
  const tickets = input.tickets.filter(ticket => ticket.dateId === null || ticket.dateId === date.id)
  const [first] = tickets
  const count = tickets.filter(ticket => ticket.isValid).length
  const label = translate(date.label, locale, [event.defaultLocale])
  const url = `${origin}/e/${event.slug}`
  const where = locationOf(event, t('online'))
  const title = [titleText(event, locale), label].filter(Boolean).join(' · ')
  const isCancelled = count === 0 || date.state === 'cancelled' || event.state === 'cancelled'
  const isTentative = !isCancelled && event.state === 'postponed'
  return {
    id: `${formatId('dat', date.id)}.${formatId('ord', first?.orderId ?? event.id)}`,
    // A ticket that is void stays void, so that the sum only grows, as calendars want it.
    sequence: date.sequence + tickets.length - count,
    updatedAt: lastChange(event, tickets),
    start: date.startsAt,
    end: date.endsAt ?? new Date(date.startsAt.getTime() + SUPPOSED_MS),
    zone: event.timezone,
    // In words too: not every calendar shows how an entry stands.
    title: isCancelled ? t('cancelled', { title }) : isTentative ? t('postponed', { title }) : title,
    // No code and no secret: calendars are shared with colleagues and copied to other people's servers.
    description: [
      t('organizer', { name: organizer.name }),
      ...(isCancelled ? [] : [t('tickets', { count })]),
      t('order', { code: first?.orderCode ?? '' }),
      url,
    ].join('\n'),
    ...(where ? { location: where } : {}),
    url,
    isCancelled,
    isTentative,
  }
}

function lastChange(event: EventRecord, tickets: readonly CalendarTicket[]): Date {
  const changes = [event.cancelledAt, ...tickets.flatMap(ticket => [ticket.issuedAt, ticket.voidedAt])]
  return new Date(Math.max(...changes.map(change => change?.getTime() ?? 0)))
}

function locationOf({ attendanceMode, venue }: EventRecord, online: string): CalendarEntry['location'] {
  if (attendanceMode === 'online') return { name: online }
  const [name, ...address] = placeLines({ attendanceMode, venue })
  if (!name) return undefined
  const { latitude: lat, longitude: lon } = venue
  const geo = lat !== null && lon !== null ? { lat, lon } : undefined
  return { name, ...(address.length > 0 ? { address: address.join(', ') } : {}), ...(geo ? { geo } : {}) }
}
