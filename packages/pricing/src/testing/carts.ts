/** Arbitrary carts for property tests: any currency exponent, taxes in and on prices, fees of every shape. */
import fc from 'fast-check'
import type { Cart, CartLine, PricingRounding, RoundingLevel } from '../cart.ts'
import { type Fee, taxedAsLine } from '../fee.ts'
import type { Tax, TaxTreatment } from '../tax.ts'

const rates = fc.constantFrom(0, 25_000, 70_000, 88_750, 130_000, 190_000, 270_000, 1_000_000)

export const taxes: fc.Arbitrary<Tax | null> = fc.option(
  rates.map(ratePpm => ({ code: `T${ratePpm}`, label: { en: 'VAT', de: 'USt' }, ratePpm })),
)

export const treatments: fc.Arbitrary<TaxTreatment> = fc.record({ tax: taxes, priceIncludesTax: fc.boolean() })

export const prices = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0n) },
  { weight: 5, arbitrary: fc.bigInt({ min: 1n, max: 30_000n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 18n }) },
)

export const fees: fc.Arbitrary<Fee[]> = fc.uniqueArray(
  fc
    .record({
      key: fc.constantFrom('service', 'payment', 'venue', 'print'),
      label: fc.constant({ en: 'Fee', de: 'Gebühr' }),
      payer: fc.constantFrom('buyer' as const, 'buyer' as const, 'organizer' as const),
      perUnitMinor: fc.bigInt({ min: 0n, max: 500n }),
      ratePpm: fc.constantFrom(0, 15_000, 30_000, 125_000),
      perOrderMinor: fc.bigInt({ min: 0n, max: 500n }),
      treatment: treatments,
      taxedAs: fc.constantFrom('itself' as const, 'line' as const),
    })
    .map(({ treatment, taxedAs, ...fee }) =>
      taxedAs === 'line' ? { ...fee, ...taxedAsLine } : { ...fee, taxedAs, ...treatment },
    ),
  { maxLength: 3, selector: fee => fee.key },
)

const lines: fc.Arbitrary<CartLine[]> = fc.uniqueArray(
  fc
    .record({
      key: fc.string({ minLength: 1, maxLength: 3 }),
      productId: fc.constantFrom('prd_a', 'prd_b'),
      variantId: fc.constantFrom('var_a', null),
      dateId: fc.constantFrom('dat_a', null),
      quantity: fc.integer({ min: 1, max: 7 }),
      unitPriceMinor: prices,
      treatment: treatments,
    })
    .map(({ treatment, ...line }) => ({ ...line, ...treatment })),
  { maxLength: 5, selector: line => line.key },
)

export const levels = fc.constantFrom<RoundingLevel[]>('unit', 'line', 'document')

export const roundings: fc.Arbitrary<PricingRounding> = fc.record({
  level: levels,
  rule: fc.constantFrom('half_up' as const, 'half_even' as const, 'down' as const),
})

export const carts: fc.Arbitrary<Cart> = fc.record({
  currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  lines,
  fees,
  rounding: roundings,
})
