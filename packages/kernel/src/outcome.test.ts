import { expect, test } from 'vitest'
import { must, type Outcome, ok, refused } from './outcome.ts'

test('a refusal carries its reason and cannot be read as a value', () => {
  const decide = (left: number): Outcome<number, 'inventory.sold_out'> =>
    left > 0 ? ok(left - 1) : refused('inventory.sold_out')
  expect(decide(2)).toEqual({ ok: true, value: 1 })
  expect(decide(0)).toEqual({ ok: false, reason: 'inventory.sold_out' })
  expect(must(decide(1))).toBe(0)
  expect(() => must(decide(0))).toThrow('inventory.sold_out')
})
