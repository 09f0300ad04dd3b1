import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { buildVtimezone } from './vtimezone.ts'

type Onset = { wall: Temporal.PlainDateTime; offset: string }

/** What a reader who knows nothing of zones makes of a wall time, by the words of RFC 5545: the latest onset counts. */
function readBy(definition: string, wallText: string): string {
  const year = Number(wallText.slice(0, 4))
  const onsets = definition
    .split(/(?=BEGIN:(?:STANDARD|DAYLIGHT))/)
    .slice(1)
    .flatMap(part => onsetsOf(part, year))
  const wall = Temporal.PlainDateTime.from(wallText)
  const latest = onsets
    .filter(onset => Temporal.PlainDateTime.compare(onset.wall, wall) <= 0)
    .sort((a, b) => Temporal.PlainDateTime.compare(b.wall, a.wall))[0]
  const offset = latest?.offset.replace(/^(.\d\d)(\d\d)/, '$1:$2') ?? ''
  return Temporal.Instant.from(`${wall.toString()}${offset}`).toString()
}

function onsetsOf(part: string, untilYear: number): Onset[] {
  const value = (name: string) => new RegExp(`${name}:(.*)`).exec(part)?.[1]?.trim() ?? ''
  const first = Temporal.PlainDateTime.from(value('DTSTART'))
  const [, month, nth, weekday] = /BYMONTH=(\d+);BYDAY=(-?\d)([A-Z]{2})/.exec(value('RRULE')) ?? []
  if (!month) return [{ wall: first, offset: value('TZOFFSETTO') }]
  const onsets: Onset[] = []
  for (let year = first.year; year <= untilYear; year++) {
    const start = first.with({ year, month: Number(month), day: 1 })
    const days = Array.from({ length: start.daysInMonth }, (_, index) => start.with({ day: index + 1 }))
    const matching = days.filter(day => ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][day.dayOfWeek - 1] === weekday)
    const wall = matching.at(Number(nth) > 0 ? Number(nth) - 1 : Number(nth))
    if (wall) onsets.push({ wall, offset: value('TZOFFSETTO') })
  }
  return onsets
}

describe('buildVtimezone', () => {
  test('Berlin follows the rules of the Union', () => {
    expect(buildVtimezone('Europe/Berlin', 2026, 2026).split('\r\n')).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:DAYLIGHT',
      'DTSTART:20250330T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'DTSTART:20251026T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'END:STANDARD',
      'END:VTIMEZONE',
      '',
    ])
  })

  test('Toronto changes on the second Sunday of March and the first of November', () => {
    const text = buildVtimezone('America/Toronto', 2026, 2027)
    expect(text).toContain('RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU')
    expect(text).toContain('RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU')
    expect(text).toContain('TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400')
  })

  test('Tokyo never changes: one component', () => {
    const text = buildVtimezone('Asia/Tokyo', 2026, 2026)
    expect(text.match(/BEGIN:/g)).toHaveLength(2)
    expect(text).toContain('TZOFFSETTO:+0900')
    expect(text).not.toMatch(/DAYLIGHT|RRULE/)
  })

  test.each([
    ['Europe/Berlin', '20260329T015959', '2026-03-29T00:59:59Z'],
    ['Europe/Berlin', '20260329T030000', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '20260714T193000', '2026-07-14T17:30:00Z'],
    ['Europe/Berlin', '20261025T015959', '2026-10-24T23:59:59Z'],
    ['Europe/Berlin', '20261025T030000', '2026-10-25T02:00:00Z'],
    ['Europe/Berlin', '20261224T193000', '2026-12-24T18:30:00Z'],
    ['America/Toronto', '20260308T015959', '2026-03-08T06:59:59Z'],
    ['America/Toronto', '20260308T030000', '2026-03-08T07:00:00Z'],
    ['America/Toronto', '20261101T020000', '2026-11-01T07:00:00Z'],
    ['America/Toronto', '20261231T235959', '2027-01-01T04:59:59Z'],
    ['Asia/Tokyo', '20260329T020000', '2026-03-28T17:00:00Z'],
    ['Asia/Kathmandu', '20260714T193000', '2026-07-14T13:45:00Z'],
    ['Australia/Lord_Howe', '20260714T193000', '2026-07-14T09:00:00Z'],
    ['Australia/Lord_Howe', '20261224T193000', '2026-12-24T08:30:00Z'],
    ['America/St_Johns', '20260714T193000', '2026-07-14T22:00:00Z'],
    ['Africa/Casablanca', '20260714T193000', '2026-07-14T18:30:00Z'],
    ['Asia/Jerusalem', '20260714T193000', '2026-07-14T16:30:00Z'],
  ])('in %s, %s on the wall is %s', (zone, wall, instant) => {
    expect(readBy(buildVtimezone(zone, 2026, 2026), wall)).toBe(instant)
  })

  test('a zone whose changes follow no yearly rule has them one by one', () => {
    const text = buildVtimezone('Africa/Casablanca', 2026, 2026)
    expect(text).not.toContain('RRULE')
    expect(text.match(/BEGIN:(STANDARD|DAYLIGHT)/g)?.length).toBeGreaterThanOrEqual(5)
  })

  test('any zone of the machine has a well-formed definition that is right at any hour of the year', () => {
    // Each tenth zone: all of them would take the test seconds, and say the same.
    for (const zone of Intl.supportedValuesOf('timeZone').filter((_zone, index) => index % 10 === 0)) {
      const text = buildVtimezone(zone, 2026, 2026)
      for (let hour = 5; hour < 8_760; hour += 1_193) {
        const there = Temporal.Instant.from('2026-01-01T00:00:00Z').add({ hours: hour }).toZonedDateTimeISO(zone)
        const wall = there.toPlainDateTime()
        if (wall.year !== 2026) continue
        expect(readBy(text, wall.toString()), `${zone} ${wall.toString()}`).toBe(
          wall.toZonedDateTime(zone).toInstant().toString(),
        )
      }
      expect(text, zone).toMatch(
        /^BEGIN:VTIMEZONE\r\nTZID:\S+\r\n(BEGIN:(STANDARD|DAYLIGHT)\r\nDTSTART:\d{8}T\d{6}\r\nTZOFFSETFROM:[+-]\d{4,6}\r\nTZOFFSETTO:[+-]\d{4,6}\r\n(RRULE:[A-Z0-9=;-]+\r\n)?END:\2\r\n)+END:VTIMEZONE\r\n$/,
      )
    }
  })
})
