import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allocate,
  CODE_ALPHABET,
  CODE_LENGTH,
  cancellationOf,
  mayBecome,
  newOrderCode,
  refusalOfChange,
  stateAfterRefund,
  TRANSITIONS,
} from './order.ts'
import type { OrderState } from './public.ts'

const states = Object.keys(TRANSITIONS) as OrderState[]

describe('the states of an order', () => {
  test('end in cancelled, and in refunded as long as no bank sends the money back', () => {
    expect(states.filter(state => TRANSITIONS[state].length === 0)).toEqual(['cancelled'])
    expect(TRANSITIONS.refunded).toEqual(['partly_refunded'])
  })

  test('never lead back to awaiting payment, and to paid only before anything was paid', () => {
    for (const from of states) {
      expect(mayBecome(from, 'awaiting_payment')).toBe(false)
      expect(mayBecome(from, 'paid')).toBe(from === 'awaiting_payment' || from === 'expired')
    }
  })

  test('agree with what a cancellation and a refund make of them', () => {
    for (const state of states) {
      if (cancellationOf(state, 'organizer')) expect(mayBecome(state, 'cancelled')).toBe(true)
      for (const refundedMinor of [0n, 40n]) {
        const after = stateAfterRefund({ state, totalMinor: 100n, refundedMinor }, 60n)
        if (state === 'paid' || state === 'partly_refunded')
          expect(after === state || mayBecome(state, after)).toBe(true)
      }
    }
  })
})

describe('money that comes for an order', () => {
  const order = { paymentId: null, paidAt: null }
  test.each([
    ['awaiting_payment', 'pays'],
    ['expired', 'pays_if_reacquired'],
    ['cancelled', 'late'],
  ] as const)('that is %s: %s', (state, expected) => {
    expect(allocate({ ...order, state }, 'a')).toBe(expected)
  })

  test.each(['paid', 'partly_refunded', 'refunded', 'cancelled'] as const)(
    'that was paid and is %s is surplus',
    state => {
      expect(allocate({ state, paymentId: 'a', paidAt: new Date() }, 'b')).toBe('surplus')
      expect(allocate({ state, paymentId: 'a', paidAt: new Date() }, 'a')).toBe('known')
    },
  )
})

test('a buyer cancels what is not paid, an organizer also what is, nobody what has ended', () => {
  const by = (who: 'buyer' | 'organizer') => states.map(state => cancellationOf(state, who))
  expect(by('buyer')).toEqual(['unpaid', null, null, null, null, null])
  expect(by('organizer')).toEqual(['unpaid', null, 'paid', 'paid', null, null])
})

test('attendees change while their ticket lives; the buyer may until the event begins', () => {
  const active = { state: 'active' } as const
  expect(refusalOfChange({ state: 'paid' }, active, 'buyer', false)).toBeNull()
  expect(refusalOfChange({ state: 'paid' }, active, 'buyer', true)).toBe('change_too_late')
  expect(refusalOfChange({ state: 'paid' }, active, 'organizer', true)).toBeNull()
  expect(refusalOfChange({ state: 'paid' }, { state: 'cancelled' }, 'organizer', false)).toBe('line_cancelled')
  for (const state of ['expired', 'cancelled', 'refunded'] as const)
    expect(refusalOfChange({ state }, active, 'organizer', false)).toBe('wrong_state')
})

describe('order codes', () => {
  test('have the letters that can be read out, whatever the random bytes are', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 255 })), bytes => {
        const code = newOrderCode(into => into.map(() => bytes.next().value as number))
        expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
      }),
      { numRuns: 200 },
    )
  })

  test('take every letter equally often, so that nothing can be guessed or counted', () => {
    const draws = 30_000
    const seen = new Map<string, number>()
    for (let at = 0; at < draws / CODE_LENGTH; at++)
      for (const letter of newOrderCode()) seen.set(letter, (seen.get(letter) ?? 0) + 1)
    const expected = draws / CODE_ALPHABET.length
    const chiSquare = CODE_ALPHABET.split('').reduce(
      (sum, letter) => sum + ((seen.get(letter) ?? 0) - expected) ** 2 / expected,
      0,
    )
    // 29 degrees of freedom: one fair run in a hundred thousand exceeds 75.
    expect(chiSquare).toBeLessThan(75)
  })
})
