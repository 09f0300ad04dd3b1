/**
 * The JSON form of carts, quotes and prices: what the API shows and what is stored with an order. A stored quote names
 * the version of the rules that made it and carries its cart, so that it can be checked at any later time.
 */
import type { Cart } from './cart.ts'
import type { DisplayPrice } from './display-price.ts'
import type { LabelParam } from './explanation.ts'
import { PricingError } from './pricing-error.ts'
import { PRICING_VERSION, priceCart, type Quote } from './quote.ts'
import {
  type Codec,
  count,
  dictionary,
  flag,
  list,
  minor,
  nullable,
  oneOf,
  record,
  text,
  unreadable,
  withDefault,
} from './wire-codec.ts'

const translated = dictionary(text)
const taxFields = { code: text, label: translated, ratePpm: count }
const treatmentFields = { priceIncludesTax: flag, tax: nullable(record(taxFields)) }
const amountFields = { grossMinor: minor, netMinor: minor, taxMinor: minor }
const amounts = record(amountFields)
const pricedFields = { price: amounts, fee: amounts, total: amounts, absorbedFee: amounts }

const lineFields = {
  key: text,
  productId: text,
  variantId: nullable(text),
  dateId: nullable(text),
  quantity: count,
  unitPriceMinor: minor,
  ...treatmentFields,
}

const feeFields = {
  key: text,
  label: translated,
  payer: oneOf('buyer', 'organizer'),
  perUnitMinor: minor,
  ratePpm: count,
  perOrderMinor: minor,
  // Quotes of before fees could share the tax of their lines say nothing: theirs have one of their own.
  taxedAs: withDefault(oneOf('itself', 'line'), 'itself'),
  ...treatmentFields,
}

const cart = record({
  currency: text,
  lines: list(record(lineFields)),
  fees: list(record(feeFields)),
  rounding: record({ level: oneOf('unit', 'line', 'document'), rule: oneOf('half_up', 'half_even', 'down') }),
})

const unit = record({
  index: count,
  ...pricedFields,
  fees: list(record({ feeKey: text, ...amountFields })),
})

const params = {
  count: record({ type: oneOf('count'), value: count }),
  money: record({ type: oneOf('money'), amountMinor: minor }),
  rate: record({ type: oneOf('rate'), ratePpm: count }),
  text: record({ type: oneOf('text'), text: translated }),
}

type ParamWire = ReturnType<(typeof params)[LabelParam['type']]['toWire']>

const paramType = oneOf('count', 'money', 'rate', 'text')

const param: Codec<LabelParam, ParamWire> = {
  toWire(value) {
    switch (value.type) {
      case 'count':
        return params.count.toWire(value)
      case 'money':
        return params.money.toWire(value)
      case 'rate':
        return params.rate.toWire(value)
      default:
        return params.text.toWire(value)
    }
  },
  fromWire(wire, at) {
    if (typeof wire !== 'object' || wire === null || !('type' in wire)) throw unreadable(at, 'a parameter')
    return params[paramType.fromWire(wire.type, `${at}.type`)].fromWire(wire, at)
  },
}

const step = record({
  kind: oneOf('price', 'fee', 'order_fee', 'tax_added', 'tax_included', 'fee_absorbed'),
  lineKey: nullable(text),
  feeKey: nullable(text),
  label: record({
    key: oneOf(
      'price',
      'price_free',
      'fee_fixed',
      'fee_rate',
      'fee_fixed_and_rate',
      'order_fee',
      'tax_added',
      'tax_included',
      'fee_absorbed',
    ),
    params: dictionary(param),
  }),
  amountMinor: minor,
  containedMinor: minor,
  totalMinor: minor,
})

const quote = record({
  pricingVersion: oneOf(PRICING_VERSION),
  cart,
  lines: list(record({ ...lineFields, units: list(unit), ...pricedFields })),
  fees: list(record({ ...feeFields, amounts })),
  taxes: list(record({ ...taxFields, ...amountFields })),
  untaxedMinor: minor,
  ...pricedFields,
  explanation: list(step),
})

const pricePart = record({
  kind: oneOf('tax', 'fee', 'order_fee'),
  key: text,
  label: translated,
  ratePpm: nullable(count),
  amountMinor: minor,
})

const display = record({
  currency: text,
  free: flag,
  allInMinor: minor,
  included: list(pricePart),
  addedLater: list(pricePart),
})

export type CartWire = ReturnType<typeof cart.toWire>
export type QuoteWire = ReturnType<typeof quote.toWire>
export type DisplayPriceWire = ReturnType<typeof display.toWire>

export function cartToWire(value: Cart): CartWire {
  return cart.toWire(value)
}

/** Throws `pricing.invalid_wire` with the place of the first field that does not read. */
export function cartFromWire(wire: unknown): Cart {
  return cart.fromWire(wire, 'cart')
}

export function quoteToWire(value: Quote): QuoteWire {
  return quote.toWire(value)
}

/** Throws `pricing.unknown_version` for a quote of other rules, `pricing.invalid_wire` for what is no quote. */
export function quoteFromWire(wire: unknown): Quote {
  if (typeof wire === 'object' && wire !== null && 'pricing_version' in wire) {
    const version = wire.pricing_version
    if (typeof version === 'number' && version !== PRICING_VERSION) {
      throw new PricingError('pricing.unknown_version', String(version))
    }
  }
  return quote.fromWire(wire, 'quote')
}

export function displayPriceToWire(value: DisplayPrice): DisplayPriceWire {
  return display.toWire(value)
}

export function displayPriceFromWire(wire: unknown): DisplayPrice {
  return display.fromWire(wire, 'price')
}

/** Whether pricing the quote's cart again comes to the same cents, unit by unit: a check for audits. */
export function pricesAgain(value: Quote): boolean {
  return JSON.stringify(quoteToWire(priceCart(value.cart))) === JSON.stringify(quoteToWire(value))
}
