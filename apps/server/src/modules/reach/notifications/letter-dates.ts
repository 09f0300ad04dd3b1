import { formatDateTimeRange, formatDayRange } from '@tessera/kernel/date-text'
import type { EventHead } from '../../catalog/events/public.ts'
import type { Order } from '../../sales/orders/public.ts'
import type { OrderLetterKind } from './order-letters.ts'

type Row = { label: string; value: string }
type Dates = EventHead['dates']
type Asked = { kind: OrderLetterKind; dateIds: readonly string[] | undefined }

/** Three evenings are told one by one; more of them as the days that they span. */
const TOLD_DATES = 3

/** When it is: where only some of the order's dates are what the letter is about, which ones, and which stay as they are. */
export function whenRows(
  { order, event }: { order: Order; event: EventHead },
  { kind, dateIds }: Asked,
  t: (key: string) => string,
): Row[] {
  const all = datesOf(order, event)
  const row = (label: string, dates: Dates): Row[] =>
    dates.length > 0 ? [{ label: t(label), value: whenText(dates, order.locale, event) }] : []
  if (dateIds && kind === 'dateCancelled') {
    const rest = all.filter(date => !dateIds.includes(date.id) && date.state === 'scheduled')
    return [
      ...row(
        'calledOff',
        all.filter(date => dateIds.includes(date.id)),
      ),
      ...row('stays', rest),
    ]
  }
  if (event.state === 'postponed') return [{ label: t('when'), value: t('whenFollows') }]
  const held = all.filter(date => date.state === 'scheduled')
  if (dateIds && kind === 'rescheduled') {
    const rest = held.filter(date => !dateIds.includes(date.id))
    return [
      ...row(
        'newDate',
        held.filter(date => dateIds.includes(date.id)),
      ),
      ...row('stays', rest),
    ]
  }
  return row('when', held.length > 0 ? held : all)
}

/** The dates that the order opens: a pass opens all of them. */
function datesOf(order: Order, event: EventHead): Dates {
  const admissions = order.lines.filter(line => line.kind === 'admission')
  const lines = admissions.length > 0 ? admissions : order.lines
  const isPass = lines.some(line => line.dateId === null)
  const chosen = new Set(lines.map(line => line.dateId))
  return event.dates
    .filter(date => isPass || chosen.has(date.id))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

function whenText(dates: Dates, locale: string, { timezone: zone, attendanceMode }: EventHead): string {
  const [first] = dates
  if (first && dates.length > TOLD_DATES)
    return formatDayRange(first.startsAt, dates.at(-1)!.startsAt, { locale, zone })
  // Whoever joins from afar may look at another clock.
  const clock = (at: Date) => (attendanceMode === 'in_person' ? '' : ` (${zoneName(at, locale, zone)})`)
  return dates
    .map(date => formatDateTimeRange(date.startsAt, date.endsAt, { locale, zone }) + clock(date.startsAt))
    .join('\n')
}

function zoneName(at: Date, locale: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(at)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? timeZone
}
