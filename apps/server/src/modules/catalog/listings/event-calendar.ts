import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import type { CalendarEntry, CalendarWriter } from '../../../platform/calendar/calendar-writer.ts'
import type { EventDate, EventRecord } from '../events/public.ts'

const SUPPOSED_MS = 2 * 3_600_000

/** The dates of an event for anybody's calendar: a cancelled date takes itself out again. */
export function eventCalendar(calendars: CalendarWriter, event: EventRecord, locale: string, origin: string): string {
  const say = (text: Record<string, string>) => translate(text, locale, [event.defaultLocale])
  const entries = event.dates.map(date => entryOf(event, date, say, `${origin}/e/${event.slug}`))
  return calendars.write({ method: 'publish', name: say(event.title), refreshHours: 12, entries })
}

function entryOf(
  event: EventRecord,
  date: EventDate,
  say: (text: Record<string, string>) => string,
  url: string,
): CalendarEntry {
  const { name, street, postalCode, city, latitude: lat, longitude: lon } = event.venue
  const address = [street, [postalCode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  const geo = lat !== null && lon !== null ? { geo: { lat, lon } } : {}
  const label = say(date.label)
  const summary = say(event.summary)
  return {
    id: formatId('dat', date.id),
    sequence: date.sequence,
    updatedAt: event.cancelledAt ?? event.publishedAt ?? event.createdAt,
    start: date.startsAt,
    end: date.endsAt ?? new Date(date.startsAt.getTime() + SUPPOSED_MS),
    zone: event.timezone,
    title: label ? `${say(event.title)} · ${label}` : say(event.title),
    description: summary ? `${summary}\n\n${url}` : url,
    ...(name || address
      ? { location: { name: name ?? address, ...(name && address ? { address } : {}), ...geo } }
      : {}),
    url,
    isCancelled: date.state === 'cancelled' || event.state === 'cancelled',
    isTentative: event.state === 'postponed',
  }
}
