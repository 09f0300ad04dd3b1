import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayPrice } from './display-price.ts'
import type { Fee } from './fee.ts'
import { priceCart } from './quote.ts'
import { fees, prices, roundings, treatments } from './testing/carts.ts'

const vat = { code: 'DE-19', label: { en: 'VAT' }, ratePpm: 190_000 }
const hst = { code: 'CA-ON-HST', label: { en: 'HST' }, ratePpm: 130_000 }
const service: Fee = {
  key: 'service',
  label: { en: 'Service fee' },
  payer: 'buyer',
  taxedAs: 'itself',
  perUnitMinor: 150n,
  ratePpm: 30_000,
  perOrderMinor: 0n,
  priceIncludesTax: true,
  tax: vat,
}

describe('the price shown', () => {
  test('with what is named to be added later is exactly what an order of one costs', () => {
    fc.assert(
      fc.property(prices, treatments, fees, roundings, (unitPriceMinor, treatment, list, rounding) => {
        const shown = displayPrice({ currency: 'EUR', unitPriceMinor, ...treatment }, list, rounding)
        const line = {
          key: 'a',
          productId: '',
          variantId: null,
          dateId: null,
          quantity: 1,
          unitPriceMinor,
          ...treatment,
        }
        const quote = priceCart({ currency: 'EUR', lines: [line], fees: list, rounding })
        const later = shown.addedLater.reduce((total, part) => total + part.amountMinor, 0n)
        expect(shown.allInMinor + later).toBe(quote.total.grossMinor)
      }),
    )
  })

  test('that includes tax leaves nothing to add but a fee per order', () => {
    fc.assert(
      fc.property(prices, treatments, fees, (unitPriceMinor, { tax }, list) => {
        const shown = displayPrice({ currency: 'EUR', unitPriceMinor, tax, priceIncludesTax: true }, list)
        for (const part of shown.addedLater) expect(part.kind).toBe('order_fee')
      }),
    )
  })

  test('contains mandatory fees and the taxes in it', () => {
    const product = { currency: 'EUR', unitPriceMinor: 5000n, priceIncludesTax: true, tax: vat }
    expect(displayPrice(product, [service])).toEqual({
      currency: 'EUR',
      free: false,
      allInMinor: 5300n,
      included: [
        { kind: 'tax', key: 'DE-19', label: { en: 'VAT' }, ratePpm: 190_000, amountMinor: 846n },
        { kind: 'fee', key: 'service', label: { en: 'Service fee' }, ratePpm: null, amountMinor: 300n },
      ],
      addedLater: [],
    })
  })

  test('names a tax that comes on top and a fee per order', () => {
    const product = { currency: 'CAD', unitPriceMinor: 4500n, priceIncludesTax: false, tax: hst }
    const perOrder: Fee = { ...service, key: 'post', perUnitMinor: 0n, ratePpm: 0, perOrderMinor: 200n, tax: null }
    expect(displayPrice(product, [{ ...service, tax: hst, priceIncludesTax: false }, perOrder])).toEqual({
      currency: 'CAD',
      free: false,
      allInMinor: 4785n,
      included: [{ kind: 'fee', key: 'service', label: { en: 'Service fee' }, ratePpm: null, amountMinor: 285n }],
      addedLater: [
        { kind: 'tax', key: 'CA-ON-HST', label: { en: 'HST' }, ratePpm: 130_000, amountMinor: 622n },
        { kind: 'order_fee', key: 'post', label: { en: 'Service fee' }, ratePpm: null, amountMinor: 200n },
      ],
    })
  })

  test('leaves the tax in a fee per order with that fee', () => {
    const product = { currency: 'EUR', unitPriceMinor: 5000n, priceIncludesTax: true, tax: null }
    const perOrder: Fee = { ...service, perUnitMinor: 0n, ratePpm: 0, perOrderMinor: 119n }
    expect(displayPrice(product, [perOrder])).toMatchObject({
      allInMinor: 5000n,
      included: [],
      addedLater: [{ kind: 'order_fee', amountMinor: 119n }],
    })
    expect(displayPrice(product, [{ ...perOrder, perOrderMinor: 100n, priceIncludesTax: false }])).toMatchObject({
      allInMinor: 5000n,
      included: [],
      addedLater: [{ kind: 'order_fee', amountMinor: 119n }],
    })
  })

  test('of what is free is nothing, whatever the fees', () => {
    const shown = displayPrice({ currency: 'EUR', unitPriceMinor: 0n, priceIncludesTax: true, tax: vat }, [
      { ...service, perOrderMinor: 100n },
    ])
    expect(shown).toEqual({ currency: 'EUR', free: true, allInMinor: 0n, included: [], addedLater: [] })
  })

  test('does not contain what the organizer absorbs', () => {
    const product = { currency: 'EUR', unitPriceMinor: 5000n, priceIncludesTax: true, tax: null }
    expect(displayPrice(product, [{ ...service, payer: 'organizer' }])).toMatchObject({
      allInMinor: 5000n,
      included: [],
    })
  })
})
