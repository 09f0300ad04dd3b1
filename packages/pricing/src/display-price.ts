/**
 * The price shown on lists and event pages: what one unit really costs, mandatory fees included. What can only be
 * added later (a tax on top, a fee per order) is named with its amount. It is made of the charges that a cart with one
 * unit comes to, so it cannot differ from what the cart will say.
 */
import type { Currency } from '@tessera/kernel/currency'
import type { Translated } from '@tessera/kernel/translated'
import { type Cart, checkCart, DEFAULT_ROUNDING, type PricingRounding } from './cart.ts'
import { type Charge, chargesOf } from './charge.ts'
import type { Fee } from './fee.ts'
import type { TaxTreatment } from './tax.ts'

export type PricedProduct = TaxTreatment & { readonly currency: Currency; readonly unitPriceMinor: bigint }

export type PricePart = {
  readonly kind: 'tax' | 'fee' | 'order_fee'
  /** The code of the tax or the key of the fee. */
  readonly key: string
  readonly label: Translated
  /** The rate of a tax; null for a fee. */
  readonly ratePpm: number | null
  readonly amountMinor: bigint
}

export type DisplayPrice = {
  readonly currency: Currency
  readonly free: boolean
  readonly allInMinor: bigint
  /** Fees and taxes that are in the price. */
  readonly included: readonly PricePart[]
  /** What an order of one unit costs beyond the price; empty for most. */
  readonly addedLater: readonly PricePart[]
}

/**
 * A product whose price includes its tax is shown with every tax of the unit in it, those of its fees as well; one to
 * whose price tax is added is shown without the added taxes.
 */
export function displayPrice(
  product: PricedProduct,
  fees: readonly Fee[],
  rounding: PricingRounding = DEFAULT_ROUNDING,
): DisplayPrice {
  const cart = cartOfOne(product, fees, rounding)
  checkCart(cart)
  const charges = chargesOf(cart).filter(charge => charge.fee?.payer !== 'organizer')
  const showsTax = product.priceIncludesTax
  const shown = (charge: Charge) => (showsTax ? charge.amounts.grossMinor : charge.baseMinor)
  const included: PricePart[] = []
  const addedLater: PricePart[] = []
  let allInMinor = 0n
  for (const charge of charges) {
    const { kind, fee, treatment, amounts } = charge
    if (kind === 'order_fee') addedLater.push(feePart(kind, fee!, shown(charge)))
    else allInMinor += shown(charge)
    if (kind === 'unit_fee') included.push(feePart('fee', fee!, shown(charge)))
    const inShown = showsTax || treatment.priceIncludesTax
    if (!inShown) addTax(addedLater, treatment, amounts.taxMinor)
    else if (kind !== 'order_fee') addTax(included, treatment, amounts.taxMinor)
  }
  return { currency: product.currency, free: product.unitPriceMinor === 0n, allInMinor, included, addedLater }
}

function cartOfOne(product: PricedProduct, fees: readonly Fee[], rounding: PricingRounding): Cart {
  const { currency, unitPriceMinor, priceIncludesTax, tax } = product
  const line = { key: 'one', productId: '', variantId: null, dateId: null, quantity: 1 }
  return { currency, lines: [{ ...line, unitPriceMinor, priceIncludesTax, tax }], fees, rounding }
}

function feePart(kind: 'fee' | 'order_fee', { key, label }: Fee, amountMinor: bigint): PricePart {
  return { kind, key, label, ratePpm: null, amountMinor }
}

/** One part for each tax, however many charges bear it. */
function addTax(parts: PricePart[], { tax }: TaxTreatment, taxMinor: bigint): void {
  if (!tax || taxMinor === 0n) return
  const { code, label, ratePpm } = tax
  const at = parts.findIndex(part => part.kind === 'tax' && part.key === code && part.ratePpm === ratePpm)
  if (at < 0) parts.push({ kind: 'tax', key: code, label, ratePpm, amountMinor: taxMinor })
  else parts[at] = { ...parts[at]!, amountMinor: parts[at]!.amountMinor + taxMinor }
}
