import { CURRENCIES } from '@tessera/kernel/currency'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromStripe, toStripe } from './stripe-amounts.ts'

test.each([
  ['EUR', 1_250n, 1_250],
  ['JPY', 1_250n, 1_250],
  ['KWD', 1_250n, 1_250],
  ['ISK', 1_250n, 125_000],
  ['UGX', 1_250n, 125_000],
  ['MGA', 125_000n, 1_250],
  ['HUF', 125_000n, 125_000],
])('%s is counted as Stripe counts it', (currency, amountMinor, amount) => {
  expect(toStripe({ amountMinor, currency })).toEqual({ amount, currency: currency.toLowerCase() })
})

test('an amount that Stripe accepts comes back as the same money, in every currency', () => {
  const amounts = fc.record({
    currency: fc.constantFrom(...CURRENCIES),
    amountMinor: fc.bigInt({ min: 1n, max: 9_999n }).map(n => n * 100n),
  })
  fc.assert(
    fc.property(amounts, amount => {
      const { amount: units, currency } = toStripe(amount)
      expect(fromStripe(units, currency)).toEqual(amount)
    }),
  )
})

test.each([
  ['KWD', 1_251n],
  ['MGA', 150n],
  ['EUR', 0n],
  ['EUR', 100_000_000n],
  ['ISK', 1_000_000n],
])('%s %s, which Stripe cannot take, is rejected instead of rounded', (currency, amountMinor) => {
  expect(() => toStripe({ amountMinor, currency })).toThrow(/Stripe/)
})

test.each([
  [0.5, 'eur'],
  [Number.MAX_SAFE_INTEGER + 1, 'eur'],
  [100, 'xyz'],
  [150, 'isk'],
])('an answer of %s %s is not taken for money', (amount, currency) => {
  expect(fromStripe(amount, currency)).toBeNull()
})
