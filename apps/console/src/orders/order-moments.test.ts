import { expect, test } from 'vitest'
import de from '../locales/de.json'
import en from '../locales/en.json'
import { MOMENT_LOOKS, momentOf } from './order-moments.ts'

test('everything that a timeline can tell has a title in both languages and an icon of its own', () => {
  const kinds = Object.keys(MOMENT_LOOKS).sort()
  expect(Object.keys(en.moment).sort()).toEqual(kinds)
  expect(Object.keys(de.moment).sort()).toEqual(kinds)
  expect(new Set(Object.values(MOMENT_LOOKS).map(({ icon }) => icon)).size).toBe(kinds.length)
})

test('a dispute is told by how it stands', () => {
  const told = (state: string) => momentOf({ kind: 'payment_disputed', data: { state } })
  expect(['inquiry', 'open', 'won', 'lost'].map(told)).toEqual([
    'dispute_inquiry',
    'dispute_open',
    'dispute_won',
    'dispute_lost',
  ])
})
