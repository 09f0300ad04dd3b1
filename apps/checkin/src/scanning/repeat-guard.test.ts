import { expect, test } from 'vitest'
import { createRepeatGuard } from './repeat-guard.ts'

test('a code that stays in the picture is one scan, however long it stays', () => {
  const guard = createRepeatGuard()
  const seen = Array.from({ length: 100 }, (_, frame) => guard.isNew('T1A', frame * 200))
  expect(seen.filter(Boolean)).toHaveLength(1)
})

test('a code that left and comes back is scanned again, and another code at once', () => {
  const guard = createRepeatGuard()
  expect(guard.isNew('T1A', 0)).toBe(true)
  expect(guard.isNew('T1B', 100)).toBe(true)
  expect(guard.isNew('T1A', 200)).toBe(true)
  expect(guard.isNew('T1A', 2_800)).toBe(true)
})
