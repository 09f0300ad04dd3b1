/** Quotes: a priced cart, exact on every level, with an explanation of every cent. */
import { type Amounts, NOTHING, plus, totalOf } from './amounts.ts'
import { type Cart, type CartLine, checkCart } from './cart.ts'
import { type Charge, chargesOf } from './charge.ts'
import { explain, type Step } from './explanation.ts'
import type { Fee } from './fee.ts'
import { type TaxTotal, taxTotals } from './tax.ts'

/** Goes up when the same cart would come to other cents; a stored quote names the version that made it. */
export const PRICING_VERSION = 1

/** The four figures that exist for a unit, a line and the whole. `total` is `price` plus `fee`. */
export type Priced = {
  readonly price: Amounts
  /** What the buyer pays in fees. */
  readonly fee: Amounts
  /** What the buyer pays. */
  readonly total: Amounts
  /** Fees that the organizer absorbs: no part of the total. */
  readonly absorbedFee: Amounts
}

export type UnitFee = Amounts & { readonly feeKey: string }

/** One unit: what becomes one order line. */
export type QuoteUnit = Priced & { readonly index: number; readonly fees: readonly UnitFee[] }

export type QuoteLine = CartLine & Priced & { readonly units: readonly QuoteUnit[] }

export type QuoteFee = Fee & { readonly amounts: Amounts }

export type Quote = Priced & {
  readonly pricingVersion: typeof PRICING_VERSION
  /** What was priced; pricing it again gives this quote again. */
  readonly cart: Cart
  readonly lines: readonly QuoteLine[]
  /** The fees that came to anything. */
  readonly fees: readonly QuoteFee[]
  /** What the buyer pays by tax code and rate; with `untaxedMinor` they sum to the total. */
  readonly taxes: readonly TaxTotal[]
  readonly untaxedMinor: bigint
  readonly explanation: readonly Step[]
}

export function priceCart(cart: Cart): Quote {
  checkCart(cart)
  const charges = chargesOf(cart)
  const byLine = Map.groupBy(charges, charge => charge.line.key)
  return {
    pricingVersion: PRICING_VERSION,
    cart,
    lines: cart.lines.map(line => priceLine(line, byLine.get(line.key) ?? [])),
    fees: priceFees(cart.fees, charges),
    ...taxTotals(charges.filter(isBuyers)),
    ...sumUp(charges),
    explanation: explain(cart, charges),
  }
}

function priceLine(line: CartLine, charges: readonly Charge[]): QuoteLine {
  const byUnit = Map.groupBy(charges, charge => charge.unit)
  const units = Array.from({ length: line.quantity }, (_, index): QuoteUnit => {
    const own = byUnit.get(index) ?? []
    return { index, ...sumUp(own), fees: unitFees(own) }
  })
  return { ...line, units, ...sumUp(charges) }
}

function unitFees(charges: readonly Charge[]): UnitFee[] {
  const byFee = Map.groupBy(
    charges.filter(charge => charge.fee !== null),
    charge => charge.fee!.key,
  )
  return [...byFee].map(([feeKey, own]) => ({ feeKey, ...totalOf(own.map(charge => charge.amounts)) }))
}

function priceFees(fees: readonly Fee[], charges: readonly Charge[]): QuoteFee[] {
  return fees
    .map(fee => ({
      ...fee,
      amounts: totalOf(charges.filter(charge => charge.fee?.key === fee.key).map(charge => charge.amounts)),
    }))
    .filter(fee => fee.amounts.grossMinor > 0n)
}

function sumUp(charges: readonly Charge[]): Priced {
  let price = NOTHING
  let fee = NOTHING
  let absorbedFee = NOTHING
  for (const charge of charges) {
    if (charge.fee === null) price = plus(price, charge.amounts)
    else if (isBuyers(charge)) fee = plus(fee, charge.amounts)
    else absorbedFee = plus(absorbedFee, charge.amounts)
  }
  return { price, fee, total: plus(price, fee), absorbedFee }
}

function isBuyers(charge: Charge): boolean {
  return charge.fee?.payer !== 'organizer'
}
