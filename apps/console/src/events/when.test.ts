import { expect, test } from 'vitest'
import { instantOf, likelyEvening, movedEnd, wallOf } from './when.ts'

test('the proposed evening is a Saturday that lies ahead', () => {
  for (let day = 1; day <= 14; day++) {
    const now = new Date(Date.UTC(2026, 10, day, 23, 30))
    const { starts } = likelyEvening(now, 'Europe/Berlin')
    expect(new Date(`${starts}Z`).getUTCDay()).toBe(6)
    expect(Date.parse(`${starts}Z`)).toBeGreaterThan(now.getTime())
  }
})

test('an evening keeps its length when its start moves, over midnight too', () => {
  expect(movedEnd('2026-03-14T19:30', '2026-03-15T21:00', '2026-03-14T22:30')).toBe('2026-03-16T00:00')
  expect(movedEnd('', '2026-03-15T21:00', '2026-03-14T22:30')).toBe('2026-03-14T22:30')
})

test('what is typed is the time on the wall of the place', () => {
  expect(instantOf('2026-07-01T19:30', 'America/Toronto')).toBe('2026-07-01T23:30:00.000Z')
  expect(wallOf('2026-07-01T23:30:00.000Z', 'America/Toronto')).toBe('2026-07-01T19:30')
  expect(instantOf('', 'Europe/Berlin')).toBeNull()
})
