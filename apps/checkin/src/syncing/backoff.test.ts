import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('waits longer after each failure, never longer than half a minute, and never all at the same moment', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(failures => backoffMs(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ])
  expect(backoffMs(3, 0)).toBe(2_000)
})
