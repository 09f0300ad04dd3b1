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

test('a fee of a cent, or of a share alone, is asked for each unit that costs something, and one of nothing is not named', () => {
  const cartOf = (fee: Parameters<typeof serviceFees>[0], unitPriceMinor: bigint) =>
    priceCart({
      currency: 'EUR',
      lines: [
        {
          key: 'l1',
          productId: 'p',
          variantId: null,
          dateId: null,
          quantity: 2,
          unitPriceMinor,
          tax: { code: 'vat', label: { en: 'VAT' }, ratePpm: 190_000 },
          priceIncludesTax: true,
        },
      ],
      fees: serviceFees(fee),
      rounding: DEFAULT_ROUNDING,
    })
  const none = { fixedMinor: 0n, ppm: 0, payer: 'buyer' } as const
  expect(cartOf({ ...none, fixedMinor: 1n }, 1_000n).fee.grossMinor).toBe(2n)
  expect(cartOf({ ...none, ppm: 25_000 }, 1_000n).fee.grossMinor).toBe(50n)
  for (const quote of [cartOf({ ...none, fixedMinor: 1n }, 0n), cartOf({ ...none, ppm: 1 }, 1_000n)])
    expect(quote.lines.flatMap(line => line.units).flatMap(unit => unit.fees)).toEqual([])
  expect(cartOf(none, 1_000n).taxes.map(row => row.label)).toEqual([{ en: 'VAT' }])
})

test('a fee of nothing is no fee', () => {
  expect(serviceFees({ fixedMinor: 0n, ppm: 0, payer: 'buyer' })).toEqual([])
})
