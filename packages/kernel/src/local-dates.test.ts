import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isZone,
  localDaysBetween,
  shiftLocalDays,
  startOfLocalDay,
  toLocalDate,
  toLocalDateTime,
  wallToInstant,
} from './local-dates.ts'

const zones = fc.constantFrom('Europe/Berlin', 'America/Toronto', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC')
const instants = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map(date => new Date(Math.floor(date.getTime() / 60_000) * 60_000))

test('only names of the IANA database are zones', () => {
  for (const zone of ['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])
    expect(isZone(zone)).toBe(true)
  for (const text of ['+02:00', 'Europe/Nowhere', '', 'Europe/Berlin ', '-05:00'])
    expect(isZone(text), text).toBe(false)
})

describe('wall time', () => {
  test('comes back from its instant on every day without a change of clocks', () => {
    expect(toLocalDateTime(wallToInstant('2026-03-14T19:30', 'Europe/Berlin')!, 'Europe/Berlin')).toBe(
      '2026-03-14T19:30:00',
    )
    expect(wallToInstant('2026-03-14 19:30:15', 'America/Toronto')).toEqual(new Date('2026-03-14T23:30:15Z'))
  })

  test('that occurs twice is the first, that is skipped moves on by the gap', () => {
    expect(wallToInstant('2026-10-25T02:30', 'Europe/Berlin')).toEqual(new Date('2026-10-25T00:30:00Z'))
    expect(wallToInstant('2026-03-29T02:30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:30:00Z'))
  })

  test('of an impossible day, another notation or an unknown zone is refused', () => {
    expect(wallToInstant('2026-02-30T10:00', 'UTC')).toBeNull()
    expect(wallToInstant('2026-02-03', 'UTC')).toBeNull()
    expect(wallToInstant('2026-02-03T10:00Z', 'UTC')).toBeNull()
    expect(wallToInstant('2026-02-03T10:00', 'Nowhere/Land')).toBeNull()
    expect(startOfLocalDay('2026-02-30', 'UTC')).toBeNull()
    expect(startOfLocalDay('2026-02-03T10:00', 'UTC')).toBeNull()
  })

  test('names the same instant whenever it is not repeated by a change of clocks', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const back = wallToInstant(toLocalDateTime(instant, zone), zone)!
        expect(toLocalDateTime(back, zone)).toBe(toLocalDateTime(instant, zone))
        expect(Math.abs(back.getTime() - instant.getTime())).toBeLessThanOrEqual(3_600_000)
      }),
    )
  })

  test('is told as day and time of the place, not of the server', () => {
    const instant = new Date('2026-03-14T23:30:00Z')
    expect(toLocalDateTime(instant, 'Europe/Berlin')).toBe('2026-03-15T00:30:00')
    expect(toLocalDate(instant, 'Europe/Berlin')).toBe('2026-03-15')
    expect(toLocalDate(instant, 'America/Toronto')).toBe('2026-03-14')
    expect(startOfLocalDay('2026-03-15', 'Europe/Berlin')).toEqual(new Date('2026-03-14T23:00:00Z'))
  })
})

describe('shifting by days', () => {
  test('keeps the wall time across a change of clocks', () => {
    const evening = wallToInstant('2026-03-28T19:30', 'Europe/Berlin')!
    expect(toLocalDateTime(shiftLocalDays(evening, 'Europe/Berlin', 1), 'Europe/Berlin')).toBe('2026-03-29T19:30:00')
    expect(shiftLocalDays(evening, 'Europe/Berlin', 1).getTime() - evening.getTime()).toBe(23 * 3_600_000)
  })

  test('moves by exactly so many local days', () => {
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: -800, max: 800 }), (instant, zone, days) => {
        expect(localDaysBetween(instant, shiftLocalDays(instant, zone, days), zone)).toBe(days)
      }),
    )
  })
})
