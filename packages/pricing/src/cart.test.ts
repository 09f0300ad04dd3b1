import { expect, test } from 'vitest'
import { type Cart, type CartLine, DEFAULT_ROUNDING, MAX_UNITS } from './cart.ts'
import type { Fee } from './fee.ts'
import { PricingError } from './pricing-error.ts'
import { priceCart } from './quote.ts'

const line: CartLine = {
  key: 'a',
  productId: 'prd_a',
  variantId: null,
  dateId: null,
  quantity: 1,
  unitPriceMinor: 100n,
  priceIncludesTax: true,
  tax: null,
}
const fee: Fee = {
  key: 'service',
  label: { en: 'Fee' },
  payer: 'buyer',
  taxedAs: 'itself',
  perUnitMinor: 0n,
  ratePpm: 0,
  perOrderMinor: 0n,
  priceIncludesTax: true,
  tax: null,
}
const cart: Cart = { currency: 'EUR', lines: [line], fees: [fee], rounding: DEFAULT_ROUNDING }
const tax = { code: 'T', label: {}, ratePpm: 190_000 }

test('an empty cart costs nothing', () => {
  expect(priceCart({ ...cart, lines: [] }).total.grossMinor).toBe(0n)
})

test.each<[string, Partial<Cart>]>([
  ['an unknown currency', { currency: 'ZZZ' }],
  ['a tax of a fee that has that of its lines', { fees: [{ ...fee, taxedAs: 'line', tax }] }],
  ['a key that occurs twice', { lines: [line, line] }],
  ['a fee key that occurs twice', { fees: [fee, fee] }],
  ['no quantity', { lines: [{ ...line, quantity: 0 }] }],
  ['half a ticket', { lines: [{ ...line, quantity: 1.5 }] }],
  ['a negative quantity', { lines: [{ ...line, quantity: -1 }] }],
  ['too many units', { lines: [{ ...line, quantity: MAX_UNITS + 1 }] }],
  ['a negative price', { lines: [{ ...line, unitPriceMinor: -1n }] }],
  ['a negative tax', { lines: [{ ...line, tax: { ...tax, ratePpm: -1 } }] }],
  ['a tax finer than parts per million', { lines: [{ ...line, tax: { ...tax, ratePpm: 0.5 } }] }],
  ['a tax without code', { lines: [{ ...line, tax: { ...tax, code: '' } }] }],
  ['a negative fee', { fees: [{ ...fee, perUnitMinor: -1n }] }],
  ['a negative fee per order', { fees: [{ ...fee, perOrderMinor: -1n }] }],
  ['a fee above the whole price', { fees: [{ ...fee, ratePpm: 1_000_001 }] }],
])('a cart with %s is not priced', (_, wrong) => {
  expect(() => priceCart({ ...cart, ...wrong })).toThrow(PricingError)
})
