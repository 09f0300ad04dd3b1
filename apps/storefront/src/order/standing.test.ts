import { describe, expect, test } from 'vitest'
import type { Order, OrderEvent, OrderTicket } from '../api/orders.ts'
import { isGoing, isGood } from './standing.ts'

const date = (id: string, state = 'scheduled') => ({ id, state })
const event = (state: string, dates = [date('d1'), date('d2')]) => ({ state, dates }) as unknown as OrderEvent
const ticket = (dateId: string | null, state = 'valid') => ({ date_id: dateId, state }) as OrderTicket
const order = (of: OrderEvent, tickets: OrderTicket[], state = 'paid') => ({ state, event: of, tickets }) as Order

describe('a ticket', () => {
  test('is no longer good when its date is called off; a pass only when all are', () => {
    const oneOff = event('published', [date('d1', 'cancelled'), date('d2')])
    expect(isGood(oneOff, ticket('d1'))).toBe(false)
    expect(isGood(oneOff, ticket('d2'))).toBe(true)
    expect(isGood(oneOff, ticket(null))).toBe(true)
    expect(isGood(event('published', [date('d1', 'cancelled')]), ticket(null))).toBe(false)
  })

  test('stays good while its event is postponed, and is not when it is called off', () => {
    expect(isGood(event('postponed'), ticket('d1'))).toBe(true)
    expect(isGood(event('cancelled'), ticket('d1'))).toBe(false)
  })
})

test('nobody is told that they are going to what is called off, postponed, over, or no longer theirs', () => {
  const tickets = [ticket('d1'), ticket('d2', 'void')]
  expect(isGoing(order(event('published'), tickets))).toBe(true)
  for (const state of ['cancelled', 'postponed', 'ended']) expect(isGoing(order(event(state), tickets))).toBe(false)
  expect(isGoing(order(event('published', [date('d1', 'cancelled')]), tickets))).toBe(false)
  expect(isGoing(order(event('published'), tickets, 'refunded'))).toBe(false)
})
