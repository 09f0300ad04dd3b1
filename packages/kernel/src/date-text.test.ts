import { expect, test } from 'vitest'
import { formatDateTime, formatDateTimeRange, formatDay, formatDayRange, formatTime } from './date-text.ts'

const zone = 'Europe/Berlin'
const start = new Date('2026-03-14T18:30:00Z')
const now = new Date('2026-01-05T12:00:00Z')
/** Intl separates with thin and non-breaking spaces that differ between its releases. */
const plain = (text: string) => text.replaceAll(/[\s\u2009\u202f]+/g, ' ').replace(/(\d\.?) – (?=\d)/, '$1–')

test('an evening reads as people say it, in the zone of the place', () => {
  expect(formatDateTime(start, { locale: 'en', zone, now })).toBe('Saturday, 14 March, 19:30')
  expect(formatDateTime(start, { locale: 'de', zone, now })).toBe('Samstag, 14. März, 19:30')
  expect(formatTime(start, { locale: 'en', zone: 'America/Toronto' })).toBe('14:30')
})

test('the year is told unless it is the present one', () => {
  expect(formatDay(start, { locale: 'en', zone })).toBe('Saturday, 14 March 2026')
  expect(formatDay(start, { locale: 'en', zone, now: new Date('2025-12-31T12:00:00Z') })).toBe(
    'Saturday, 14 March 2026',
  )
  expect(formatDay(start, { locale: 'en', zone, now: new Date('2025-12-31T23:30:00Z') })).toBe('Saturday, 14 March')
})

test('a range within one evening tells its day once, also past midnight', () => {
  const options = { locale: 'en', zone, now }
  expect(formatDateTimeRange(start, new Date('2026-03-14T21:30:00Z'), options)).toBe('Saturday, 14 March, 19:30–22:30')
  expect(formatDateTimeRange(start, new Date('2026-03-15T03:00:00Z'), options)).toBe('Saturday, 14 March, 19:30–04:00')
  expect(formatDateTimeRange(start, null, options)).toBe('Saturday, 14 March, 19:30')
  expect(formatDateTimeRange(start, start, options)).toBe('Saturday, 14 March, 19:30')
  const morning = new Date('2026-03-14T07:00:00Z')
  expect(formatDateTimeRange(morning, new Date('2026-03-14T22:00:00Z'), options)).toBe(
    'Saturday, 14 March, 08:00–23:00',
  )
})

test('a range over days tells both', () => {
  const end = new Date('2026-03-16T11:00:00Z')
  expect(formatDateTimeRange(start, end, { locale: 'en', zone, now })).toBe(
    'Saturday, 14 March, 19:30 – Monday, 16 March, 12:00',
  )
  expect(plain(formatDayRange(start, end, { locale: 'en', zone }))).toBe('14–16 March 2026')
  expect(plain(formatDayRange(start, end, { locale: 'de', zone, now }))).toBe('14.–16. März')
  expect(formatDayRange(start, null, { locale: 'de', zone })).toBe('14. März 2026')
  // Over the turn of the year both years are told, also in one of them.
  const [eve, morrow] = [new Date('2026-12-31T19:00:00Z'), new Date('2027-01-01T01:00:00Z')]
  expect(plain(formatDayRange(eve, morrow, { locale: 'en', zone, now }))).toMatch(/31 December 2026.*1 January 2027/)
})
