import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_ROUNDING } from './cart.ts'
import { displayPrice } from './display-price.ts'
import { priceCart } from './quote.ts'
import { serviceFees } from './service-fee.ts'

const treatments = fc.record({
  priceIncludesTax: fc.boolean(),
  tax: fc.option(
    fc.record({
      code: fc.constant('vat'),
      label: fc.constant({ en: 'VAT' }),
      ratePpm: fc.integer({ min: 0, max: 300_000 }),
    }),
    { nil: null },
  ),
})
const fees = fc.record({
  fixedMinor: fc.bigInt({ min: 0n, max: 500n }),
  ppm: fc.integer({ min: 0, max: 200_000 }),
  payer: fc.constantFrom('buyer' as const, 'organizer' as const),
})

test('the price shown with the service fee is what one costs in the cart', () => {
  fc.assert(
    fc.property(treatments, fees, fc.bigInt({ min: 0n, max: 100_000n }), (treatment, fee, unitPriceMinor) => {
      const own = serviceFees(fee)
      const line = {
        key: 'l1',
        productId: 'p',
        variantId: null,
        dateId: null,
        quantity: 1,
        unitPriceMinor,
        ...treatment,
      }
      const quote = priceCart({ currency: 'EUR', lines: [line], fees: own, rounding: DEFAULT_ROUNDING })
      const shown = displayPrice({ currency: 'EUR', unitPriceMinor, ...treatment }, own)
      const later = shown.addedLater.reduce((sum, part) => sum + part.amountMinor, 0n)
      expect(shown.allInMinor + later).toBe(quote.total.grossMinor)
      if (treatment.priceIncludesTax) expect(later).toBe(0n)
    }),
  )
})

test('a fee of nothing is no fee', () => {
  expect(serviceFees({ fixedMinor: 0n, ppm: 0, payer: 'buyer' })).toEqual([])
})
