import { expect, test } from 'vitest'
import { milestoneFor } from './countdown.tsx'

test('the time is read out when a milestone is crossed, not every second', () => {
  expect(milestoneFor(301, 300)).toBe(300)
  expect(milestoneFor(300, 299)).toBeUndefined()
  expect(milestoneFor(61, 60)).toBe(60)
})

test('a milestone that is skipped while the tab sleeps is made up for once', () => {
  expect(milestoneFor(130, 118)).toBe(120)
})

test('the end is told once', () => {
  expect(milestoneFor(1, 0)).toBe(0)
  expect(milestoneFor(0, 0)).toBeUndefined()
})
