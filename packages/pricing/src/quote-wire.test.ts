import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_ROUNDING } from './cart.ts'
import { displayPrice } from './display-price.ts'
import { PricingError } from './pricing-error.ts'
import { priceCart } from './quote.ts'
import {
  cartFromWire,
  cartToWire,
  displayPriceFromWire,
  displayPriceToWire,
  pricesAgain,
  quoteFromWire,
  quoteToWire,
} from './quote-wire.ts'
import { carts, fees, prices, treatments } from './testing/carts.ts'

const throughJson = (wire: unknown): unknown => JSON.parse(JSON.stringify(wire))

const small = priceCart({
  currency: 'EUR',
  lines: [
    {
      key: 'a',
      productId: 'prd_a',
      variantId: null,
      dateId: 'dat_a',
      quantity: 1,
      unitPriceMinor: 119n,
      priceIncludesTax: true,
      tax: { code: 'DE-19', label: { en: 'VAT', 'de-AT': 'USt' }, ratePpm: 190_000 },
    },
  ],
  fees: [],
  rounding: DEFAULT_ROUNDING,
})

describe('the wire', () => {
  test('returns every cart and quote as it was', () => {
    fc.assert(
      fc.property(carts, cart => {
        const quote = priceCart(cart)
        expect(cartFromWire(throughJson(cartToWire(cart)))).toEqual(cart)
        expect(quoteFromWire(throughJson(quoteToWire(quote)))).toEqual(quote)
      }),
    )
  })

  test('reads a quote that was stored before fees could share the tax of their lines, and prices it as it was priced', () => {
    fc.assert(
      fc.property(carts, cart => {
        const quote = priceCart({ ...cart, fees: cart.fees.filter(fee => fee.taxedAs === 'itself') })
        const stored = JSON.stringify(quoteToWire(quote)).replaceAll('"taxed_as":"itself",', '')
        const read = quoteFromWire(JSON.parse(stored))
        expect(read).toEqual(quote)
        expect(pricesAgain(read)).toBe(true)
      }),
    )
  })

  test('returns every price shown as it was', () => {
    fc.assert(
      fc.property(prices, treatments, fees, (unitPriceMinor, treatment, list) => {
        const price = displayPrice({ currency: 'EUR', unitPriceMinor, ...treatment }, list)
        expect(displayPriceFromWire(throughJson(displayPriceToWire(price)))).toEqual(price)
      }),
    )
  })

  test('says amounts as strings in snake case and leaves locales alone', () => {
    expect(quoteToWire(small)).toMatchObject({
      pricing_version: 1,
      untaxed_minor: '0',
      total: { gross_minor: '119', net_minor: '100', tax_minor: '19' },
      taxes: [{ code: 'DE-19', label: { en: 'VAT', 'de-AT': 'USt' }, rate_ppm: 190_000, tax_minor: '19' }],
      lines: [{ unit_price_minor: '119', price_includes_tax: true, units: [{ absorbed_fee: { gross_minor: '0' } }] }],
    })
  })

  test('tells where a quote does not read, and refuses one of other rules', () => {
    const wire = quoteToWire(small)
    const wrong = (change: object) => () => quoteFromWire(throughJson({ ...wire, ...change }))
    expect(wrong({ untaxed_minor: 5 })).toThrow('quote.untaxed_minor: expected an amount')
    expect(wrong({ untaxed_minor: '-5' })).toThrow(PricingError)
    expect(wrong({ lines: [{}] })).toThrow('quote.lines[0].key: expected a text')
    expect(wrong({ explanation: {} })).toThrow('quote.explanation: expected a list')
    expect(wrong({ pricing_version: 2 })).toThrow('pricing.unknown_version')
    expect(() => quoteFromWire(null)).toThrow('pricing.invalid_wire')
  })
})

describe('a stored quote', () => {
  test('prices again to the same cents', () => {
    fc.assert(
      fc.property(carts, cart => {
        expect(pricesAgain(quoteFromWire(throughJson(quoteToWire(priceCart(cart)))))).toBe(true)
      }),
    )
  })

  test('that was tampered with is noticed', () => {
    const forged = { ...small, total: { grossMinor: 118n, netMinor: 99n, taxMinor: 19n } }
    expect(pricesAgain(small)).toBe(true)
    expect(pricesAgain(forged)).toBe(false)
  })
})
