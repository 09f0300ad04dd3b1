import { expect, test } from 'vitest'
import { periodOf } from './reconcile.ts'

const now = new Date('2026-11-22T12:00:00Z')

test('reconciliation looks at the last three days unless it is told otherwise', () => {
  expect(periodOf([], now)).toEqual({ since: new Date('2026-11-19T12:00:00Z'), until: now, organizer: null })
  expect(periodOf(['--since', '2026-01-01', '--until', '2026-02-01', '--organizer', 'haus'], now)).toEqual({
    since: new Date('2026-01-01T00:00:00Z'),
    until: new Date('2026-02-01T00:00:00Z'),
    organizer: 'haus',
  })
})

test('a period that is none compares nothing instead of everything', () => {
  expect(periodOf(['--since', 'yesterday'], now)).toBeNull()
  expect(periodOf(['--since', '2026-02-01', '--until', '2026-01-01'], now)).toBeNull()
  expect(() => periodOf(['--sicne', '2026-01-01'], now)).toThrow(/sicne/)
})
