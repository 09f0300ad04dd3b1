import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMs, formatInstant, parseInstant } from './instants.ts'

test('an instant survives the wire', () => {
  const instants = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, instant => {
      expect(parseInstant(formatInstant(instant))).toEqual(instant)
    }),
  )
})

test('offsets are read as the same instant', () => {
  expect(parseInstant('2026-03-14T19:30:00+01:00')).toEqual(new Date('2026-03-14T18:30:00Z'))
  expect(parseInstant('2026-03-14t18:30:00.123456z')).toEqual(new Date('2026-03-14T18:30:00.123Z'))
})

test('what is no RFC 3339 date-time is refused', () => {
  const texts = [
    '2026-03-14',
    '2026-03-14T19:30:00',
    '2026-03-14T19:30Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-14T25:00:00Z',
    '2026-03-14T19:30:00Z[Europe/Berlin]',
    '14 March 2026',
    '',
  ]
  for (const text of texts) expect(parseInstant(text), text).toBeNull()
})

test('milliseconds add up', () => {
  expect(addMs(new Date(1000), 500)).toEqual(new Date(1500))
})
