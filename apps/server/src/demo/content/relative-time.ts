import { shiftLocalDays, startOfLocalDay, toLocalDate, wallToInstant } from '@tessera/kernel/local-dates'
import type { RelativeTime } from './shapes.ts'

const dayNumbers = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The instant that a relative time means when the demo is made at `now`. */
export function resolveTime({ days, weekday, plusDays = 0, time }: RelativeTime, now: Date, zone: string): Date {
  const today = startOfLocalDay(toLocalDate(now, zone), zone)
  if (!today) throw new RangeError(`not a zone: ${zone}`)
  const from = shiftLocalDays(today, zone, days)
  const ahead = weekday === undefined ? 0 : (weekday - weekdayOf(from, zone) + 7) % 7
  const day = toLocalDate(shiftLocalDays(from, zone, ahead + plusDays), zone)
  const instant = wallToInstant(`${day}T${time}`, zone)
  if (!instant) throw new RangeError(`not a time of day: ${time}`)
  return instant
}

function weekdayOf(instant: Date, zone: string): number {
  const name = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: zone }).format(instant)
  return dayNumbers.indexOf(name) + 1
}
