import { expect, test } from 'vitest'
import { needOf } from './page-needs.ts'

test('a page needs what its entry in the navigation needs, and a part of an event its own', () => {
  expect(needOf('/')).toBeNull()
  expect(needOf('/account')).toBeNull()
  expect(needOf('/payments')).toBe('payments.edit')
  expect(needOf('/orders/ord_1')).toBe('orders.view')
  expect(needOf('/events/evt_1/details')).toBe('events.view')
  expect(needOf('/events/evt_1/orders')).toBe('orders.view')
})
