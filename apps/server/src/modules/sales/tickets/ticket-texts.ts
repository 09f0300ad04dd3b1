import { formatDateTimeRange, formatDay, formatDayRange, formatTime } from '@tessera/kernel/date-text'
import { translate } from '@tessera/kernel/translated'
import type { EventHead } from '../../catalog/events/public.ts'

type HeadDate = EventHead['dates'][number]
type Named = Pick<EventHead, 'title' | 'defaultLocale'>
type Placed = Pick<EventHead, 'attendanceMode' | 'venue'>
type Dated = { dates: readonly HeadDate[]; timezone: string; defaultLocale: string }

/** When a ticket is good for, in words of the reader's language and the event's zone. */
export type WhenText = { day: string; hours: string; doors: string | null; label: string | null; everyDate: boolean }

/** The dates that a ticket opens: its own, or for a pass all of the event's that take place. */
export function datesOf(head: Dated, dateId: string | null): HeadDate[] {
  const dates = head.dates.filter(date => (dateId === null ? date.state === 'scheduled' : date.id === dateId))
  return dates.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

export function whenText(head: Dated, dateId: string | null, locale: string): WhenText {
  const options = { locale, zone: head.timezone }
  const dates = datesOf(head, dateId)
  const [first] = dates
  const last = dates.at(-1)
  if (!first || !last) return { day: '', hours: '', doors: null, label: null, everyDate: false }
  if (dates.length > 1) {
    return {
      day: formatDayRange(first.startsAt, last.startsAt, options),
      hours: '',
      doors: null,
      label: null,
      everyDate: true,
    }
  }
  const label = translate(first.label, locale, [head.defaultLocale]) || null
  return {
    day: formatDay(first.startsAt, options),
    // The range within one evening reads "19:30–22:30"; beyond it, the day above and the start say enough.
    hours: hoursText(first, options),
    doors: first.doorsAt && formatTime(first.doorsAt, options),
    label,
    everyDate: false,
  }
}

function hoursText(date: HeadDate, options: { locale: string; zone: string }): string {
  const start = formatTime(date.startsAt, options)
  const day = formatDay(date.startsAt, options)
  const range = formatDateTimeRange(date.startsAt, date.endsAt, options)
  return range.startsWith(`${day}, `) && !range.includes(' – ') ? range.slice(day.length + 2) : start
}

export function titleText(head: Named, locale: string): string {
  return translate(head.title, locale, [head.defaultLocale])
}

/** The place as lines of an address; empty for an event that is only online. */
export function placeLines(head: Placed): string[] {
  if (head.attendanceMode === 'online') return []
  const { name, street, postalCode, city, region } = head.venue
  const town = [postalCode, city].filter(Boolean).join(' ')
  return [name, street, town || region].filter((line): line is string => !!line)
}
