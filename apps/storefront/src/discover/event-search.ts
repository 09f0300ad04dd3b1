import type { EventFilter } from '../api/listings.ts'
import { dayIn, shiftDay, weekdayOf } from './days.ts'

export const whens = ['today', 'weekend', 'month'] as const
export type When = (typeof whens)[number]

/** What the address of the start page says. */
export type EventSearch = {
  q?: string
  when?: When
  category?: string
  city?: string
  free?: true
  online?: true
}

const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, 120) || undefined : undefined
const flag = (value: unknown): true | undefined =>
  value === true || value === 'true' || value === 1 ? true : undefined

/** Whatever somebody typed into the address becomes a search that makes sense. */
export function readEventSearch(search: Record<string, unknown>): EventSearch {
  return {
    q: word(search.q),
    when: whens.find(when => when === search.when),
    category: word(search.category),
    city: word(search.city),
    free: flag(search.free),
    online: flag(search.online),
  }
}

export const isFiltered = (search: EventSearch): boolean => Object.values(search).some(value => value !== undefined)

/** Days are named as the visitor counts them; the server reads them where each event takes place. */
export function daysOf(when: When | undefined, now: Date): { from?: string; to?: string } {
  const today = dayIn(now)
  if (when === 'today') return { from: today, to: today }
  if (when === 'weekend') {
    const weekday = weekdayOf(today)
    // From Friday on it is this weekend; on a Sunday it is what is left of it.
    const from = weekday >= 5 ? today : shiftDay(today, 5 - weekday)
    return { from, to: shiftDay(today, 7 - weekday) }
  }
  if (when === 'month') {
    const [year, month] = today.split('-').map(Number) as [number, number]
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
    return { from: today, to: `${today.slice(0, 8)}${String(last).padStart(2, '0')}` }
  }
  return {}
}

export function filterOf({ q, when, category, city, free, online }: EventSearch, now: Date): EventFilter {
  const filter: EventFilter = { q, ...daysOf(when, now), category, city }
  if (free) filter.free = 'true'
  if (online) filter.online = 'true'
  return filter
}
