import { expect, test } from 'vitest'
import type { Order } from '../api/orders.ts'
import { standingOf } from './payment-standing.ts'

const paidBy = (...states: string[]) =>
  ({ payments: states.map(state => ({ state, created_at: '2026-11-22T18:00:00Z' })) }) as Pick<Order, 'payments'>
const watched = { isWatching: true, takesLong: false }

test('a payment that was started and takes its time is never said to be still confirmed, however long it takes', () => {
  for (const takesLong of [false, true]) {
    for (const hasReturned of [false, true]) {
      expect(standingOf(paidBy('pending'), { isWatching: true, takesLong }, hasReturned)).toBe('on_its_way')
      expect(standingOf(paidBy('failed', 'pending'), { isWatching: true, takesLong }, hasReturned)).toBe('on_its_way')
    }
  }
})

test('who comes from paying waits for the answer, for a while; whoever opens the page later may pay', () => {
  expect(standingOf(paidBy('created'), watched, true)).toBe('confirming')
  expect(standingOf(paidBy('created'), { isWatching: true, takesLong: true }, true)).toBe('takes_long')
  expect(standingOf(paidBy('created'), watched, false)).toBe('unpaid')
  expect(standingOf(paidBy('failed'), { isWatching: false, takesLong: false }, true)).toBe('unpaid')
})
