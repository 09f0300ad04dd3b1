import type { EventDate } from '../api/events.ts'
import { instantOf, movedEnd, wallOf } from './when.ts'

/** Where each date is to begin, as a clock on the wall at the place shows it. */
export type Walls = ReadonlyMap<string, string>

export const wallsOf = (dates: readonly EventDate[], zone: string): Walls =>
  new Map(dates.map(date => [date.id, wallOf(date.starts_at, zone)]))

/** One date moves; those after it move along, so that a run of evenings stays a run. */
export function movedAlong(walls: Walls, dates: readonly EventDate[], id: string, to: string): Walls {
  const before = walls.get(id) ?? ''
  const at = dates.findIndex(date => date.id === id)
  const moved = dates.map((date, index): [string, string] => {
    const wall = walls.get(date.id) ?? ''
    return [date.id, date.id === id ? to : index > at && at === 0 ? movedEnd(before, to, wall) : wall]
  })
  return new Map(moved)
}

export type MovedDate = { id: string; starts_at: string; ends_at: string | null; doors_at: string | null }

/** What the API wants to know of the dates that moved; an evening keeps its length. */
export function movesOf(dates: readonly EventDate[], walls: Walls, zone: string): MovedDate[] {
  return dates.flatMap(date => {
    const before = wallOf(date.starts_at, zone)
    const now = walls.get(date.id) ?? ''
    const starts_at = instantOf(now, zone)
    if (!starts_at || now === before) return []
    const along = (other: string | null) => instantOf(movedEnd(before, now, wallOf(other, zone)), zone)
    return [{ id: date.id, starts_at, ends_at: along(date.ends_at), doors_at: along(date.doors_at) }]
  })
}
