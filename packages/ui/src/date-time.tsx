import { formatDateTime, formatDateTimeRange, formatDay, formatDayRange, formatTime } from '@tessera/kernel/date-text'
import { cn } from './cn.ts'
import { useLocale } from './i18n.tsx'

type Instant = Date | string

const instantOf = (at: Instant): Date => (typeof at === 'string' ? new Date(at) : at)

/** "CET", "MEZ": named when the reader's clock may show another. */
function zoneName(at: Date, locale: string, zone: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? zone
}

/** "Sat 14 Mar, 19:30": a month and a weekday in their short forms, the year only where it is another. */
function formatCard(at: Date, locale: string, zone: string, now: Date): string {
  const yearOf = (instant: Date) => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(instant)
  const parts = { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' } as const
  const day = new Intl.DateTimeFormat(locale, yearOf(at) === yearOf(now) ? parts : { ...parts, year: 'numeric' })
  return `${day.format(at)}, ${formatTime(at, { locale, zone })}`
}

function formatShort(at: Date, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

export type DateTimeProps = {
  at: Instant
  /** The event's IANA zone; in books and logs, the organizer's. */
  zone: string
  /**
   * long "Saturday, 14 March, 19:30" · day "Saturday, 14 March" · time "19:30" · short "14 Mar 2026, 19:30" ·
   * card "Sat 14 Mar, 19:30"
   */
  format?: 'long' | 'day' | 'time' | 'short' | 'card'
  /** Adds "CET". */
  showZone?: boolean
  className?: string
}

/** A moment, on the clock of the place where it happens. The year is told unless it is this one. */
export function DateTime({ at, zone, format = 'long', showZone = false, className }: DateTimeProps) {
  const { formatLocale: locale } = useLocale()
  const instant = instantOf(at)
  const options = { locale, zone, now: new Date() }
  const text = {
    long: () => formatDateTime(instant, options),
    day: () => formatDay(instant, options),
    time: () => formatTime(instant, options),
    card: () => formatCard(instant, locale, zone, options.now),
    short: () => formatShort(instant, locale, zone),
  }[format]()
  return (
    <time dateTime={instant.toISOString()} className={cn('figures', className)}>
      {text}
      {showZone && ` ${zoneName(instant, locale, zone)}`}
    </time>
  )
}

export type DateRangeProps = {
  from: Instant
  to: Instant | null | undefined
  zone: string
  /** time "Saturday, 14 March, 19:30–22:30" · days "14–16 March" */
  format?: 'time' | 'days'
  className?: string
}

/** From when until when. */
export function DateRange({ from, to, zone, format = 'time', className }: DateRangeProps) {
  const { formatLocale: locale } = useLocale()
  const options = { locale, zone, now: new Date() }
  const start = instantOf(from)
  const end = to ? instantOf(to) : null
  return (
    <span className={cn('figures', className)}>
      {format === 'days' ? formatDayRange(start, end, options) : formatDateTimeRange(start, end, options)}
    </span>
  )
}
