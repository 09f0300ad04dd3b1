/** Dates as people read them: "Saturday, 14 March, 19:30". */
import { dateFormatter } from './formatters.ts'

export type DateTextOptions = {
  locale: string
  zone: string
  /** The year is written unless it is the year of this instant; without it the year is always written. */
  now?: Date
}

/** A range that ends within this time after midnight's change of day still reads as one evening: "22:00–04:00". */
const ONE_EVENING_MS = 12 * 3600 * 1000

/** "Saturday, 14 March 2026" */
export function formatDay(instant: Date, options: DateTextOptions): string {
  const weekday = formatter(options, { weekday: 'long' }).format(instant)
  return `${weekday}, ${formatter(options, dayParts(options, instant)).format(instant)}`
}

/** "19:30" */
export function formatTime(instant: Date, options: DateTextOptions): string {
  return formatter(options, { timeStyle: 'short' }).format(instant)
}

/** "Saturday, 14 March 2026, 19:30" */
export function formatDateTime(instant: Date, options: DateTextOptions): string {
  return `${formatDay(instant, options)}, ${formatTime(instant, options)}`
}

/**
 * "Saturday, 14 March, 19:30–22:30" within one evening, "Saturday, 14 March, 19:30 – Monday, 16 March, 12:00" beyond.
 */
export function formatDateTimeRange(start: Date, end: Date | null, options: DateTextOptions): string {
  const from = formatDateTime(start, options)
  if (!end || end.getTime() <= start.getTime()) return from
  const sameDay = dayOf(start, options.zone) === dayOf(end, options.zone)
  if (sameDay || end.getTime() - start.getTime() <= ONE_EVENING_MS) return `${from}–${formatTime(end, options)}`
  return `${from} – ${formatDateTime(end, options)}`
}

/** "14–16 March 2026", for lists. */
export function formatDayRange(start: Date, end: Date | null, options: DateTextOptions): string {
  const parts = dayParts(options, start, end ?? start)
  const format = formatter(options, parts)
  return end && end.getTime() > start.getTime() ? format.formatRange(start, end) : format.format(start)
}

function dayParts(options: DateTextOptions, ...instants: Date[]): Intl.DateTimeFormatOptions {
  const year = options.now && dayOf(options.now, options.zone).slice(0, 4)
  const told = year !== undefined && instants.every(instant => dayOf(instant, options.zone).slice(0, 4) === year)
  return { day: 'numeric', month: 'long', ...(told ? {} : { year: 'numeric' }) }
}

function formatter({ locale, zone }: DateTextOptions, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // Plain English means the international order and clock here; who wants "March 14, 7:30 PM" says en-US.
  return dateFormatter(locale === 'en' ? 'en-GB' : locale, { ...parts, timeZone: zone })
}

/** `2026-03-14`, by Intl alone: a page that only shows dates need not load Temporal. */
function dayOf(instant: Date, zone: string): string {
  return dateFormatter('sv', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)
}
