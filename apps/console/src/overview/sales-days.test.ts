import { expect, test } from 'vitest'
import type { Dashboard } from '../api/dashboard.ts'
import { findingOf, salesDays } from './sales-days.ts'

const dashboard = {
  from: '2026-03-27T12:00:00.000Z',
  to: '2026-03-30T21:59:00.000Z',
  timezone: 'Europe/Berlin',
  sales_by_day: [
    { day: '2026-03-28', currency: 'EUR', orders: 2, units: 3, gross: { amount_minor: '4500', currency: 'EUR' } },
    { day: '2026-03-28', currency: 'CAD', orders: 9, units: 9, gross: { amount_minor: '9', currency: 'CAD' } },
  ],
} as unknown as Dashboard

test('every day of the period stands in the chart once, over a change of clocks and without a sale', () => {
  const days = salesDays(dashboard, 'EUR')
  expect(days.map(day => day.day)).toEqual(['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30'])
  expect(days.map(day => day.grossMinor)).toEqual([0n, 4500n, 0n, 0n])
})

test('the finding tells a rise from a fall, and a first sale from both', () => {
  expect(findingOf(0n, 0n)).toEqual({ kind: 'nothing' })
  expect(findingOf(5n, 0n)).toEqual({ kind: 'first' })
  expect(findingOf(150n, 100n)).toEqual({ kind: 'up', percent: 50 })
  expect(findingOf(75n, 100n)).toEqual({ kind: 'down', percent: 25 })
  expect(findingOf(100n, 100n)).toEqual({ kind: 'same' })
})
