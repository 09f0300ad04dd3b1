import { expect, test } from 'vitest'
import type { EventDate } from '../api/events.ts'
import { movedAlong, movesOf, wallsOf } from './moved-dates.ts'

const ZONE = 'Europe/Berlin'
const date = (id: string, starts_at: string, ends_at: string | null = null) =>
  ({ id, starts_at, ends_at, doors_at: null }) as EventDate
// Two evenings around the night on which clocks go back.
const run = [
  date('a', '2026-10-24T17:30:00Z', '2026-10-24T20:00:00Z'),
  date('b', '2026-10-25T18:30:00Z', '2026-10-25T21:00:00Z'),
]

test('the first date takes the others along, and 19:30 stays 19:30 across a change of clocks', () => {
  const walls = movedAlong(wallsOf(run, ZONE), run, 'a', '2027-01-09T19:30')
  expect([...walls.values()]).toEqual(['2027-01-09T19:30', '2027-01-10T19:30'])
  expect(movesOf(run, walls, ZONE)).toEqual([
    { id: 'a', starts_at: '2027-01-09T18:30:00.000Z', ends_at: '2027-01-09T21:00:00.000Z', doors_at: null },
    { id: 'b', starts_at: '2027-01-10T18:30:00.000Z', ends_at: '2027-01-10T21:00:00.000Z', doors_at: null },
  ])
})

test('a later date moves alone, and what did not move is not told', () => {
  const walls = movedAlong(wallsOf(run, ZONE), run, 'b', '2026-11-01T19:30')
  expect(movesOf(run, walls, ZONE).map(({ id }) => id)).toEqual(['b'])
  expect(movesOf(run, wallsOf(run, ZONE), ZONE)).toEqual([])
})
