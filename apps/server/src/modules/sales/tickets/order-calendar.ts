import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import type { CalendarEntry, CalendarWriter } from '../../../platform/calendar/calendar-writer.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { EventHead, EventRecord } from '../../catalog/events/public.ts'
import { datesOf, placeLines, titleText } from './ticket-texts.ts'
import type { ShownTicket } from './tickets.sql.ts'

export type OrderCalendarInput = {
  event: EventRecord
  organizer: { name: string }
  tickets: readonly ShownTicket[]
  locale: string
  origin: string
}

/** A date without an end takes this much of a calendar's day. */
const SUPPOSED_MS = 2 * 3_600_000

/** One entry for each date that the order opens, however many tickets it has for it. */
export function orderCalendar(calendars: CalendarWriter, i18n: I18n, input: OrderCalendarInput): string {
  const { event, tickets, locale } = input
  const dateIds = tickets.some(ticket => ticket.dateId === null)
    ? event.dates.map(date => date.id)
    : [...new Set(tickets.map(ticket => ticket.dateId))]
  const dates = dateIds.flatMap(dateId => datesOf(event, dateId))
  return calendars.write({
    method: 'publish',
    name: titleText(event, locale),
    entries: dates.map(date => entryOf(i18n, input, date)),
  })
}

function entryOf(i18n: I18n, input: OrderCalendarInput, date: EventHead['dates'][number]): CalendarEntry {
  const { event, organizer, tickets, locale, origin } = input
  const t = (key: string, params: Record<string, string | number> = {}) =>
    i18n.t(locale, `tickets.calendar.${key}`, params)
  const [first] = tickets
  const count = tickets.filter(ticket => ticket.dateId === null || ticket.dateId === date.id).length
  const label = translate(date.label, locale, [event.defaultLocale])
  const url = `${origin}/e/${event.slug}`
  const where = locationOf(event, t('online'))
  const title = titleText(event, locale)
  return {
    id: `${formatId('dat', date.id)}.${formatId('ord', first?.orderId ?? event.id)}`,
    sequence: date.sequence,
    updatedAt: new Date(Math.max(...tickets.map(ticket => ticket.issuedAt.getTime()))),
    start: date.startsAt,
    end: date.endsAt ?? new Date(date.startsAt.getTime() + SUPPOSED_MS),
    zone: event.timezone,
    title: label ? `${title} · ${label}` : title,
    // No code and no secret: calendars are shared with colleagues and copied to other people's servers.
    description: [
      t('organizer', { name: organizer.name }),
      t('tickets', { count }),
      t('order', { code: first?.orderCode ?? '' }),
      url,
    ].join('\n'),
    ...(where ? { location: where } : {}),
    url,
    isCancelled: date.state === 'cancelled' || event.state === 'cancelled',
  }
}

function locationOf({ attendanceMode, venue }: EventRecord, online: string): CalendarEntry['location'] {
  if (attendanceMode === 'online') return { name: online }
  const [name, ...address] = placeLines({ attendanceMode, venue })
  if (!name) return undefined
  const { latitude: lat, longitude: lon } = venue
  const geo = lat !== null && lon !== null ? { lat, lon } : undefined
  return { name, ...(address.length > 0 ? { address: address.join(', ') } : {}), ...(geo ? { geo } : {}) }
}
