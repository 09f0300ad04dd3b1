/** The cart: what shall be priced. Everything that a price depends on is in it, so that a quote can be made again. */
import { type Currency, isCurrency } from '@tessera/kernel/currency'
import type { Rounding } from '@tessera/kernel/money'
import type { Fee } from './fee.ts'
import { PricingError } from './pricing-error.ts'
import type { TaxTreatment } from './tax.ts'

export type CartLine = TaxTreatment & {
  /** Unique in the cart and stable: the answer speaks of the line by it, and ties of a cent are decided by it. */
  readonly key: string
  readonly productId: string
  readonly variantId: string | null
  readonly dateId: string | null
  readonly quantity: number
  /** The catalogue price of one unit, with or without tax as `priceIncludesTax` says. */
  readonly unitPriceMinor: bigint
}

/**
 * Over what the tax is rounded. `unit`: each unit, so that three cost exactly three times one. `line`: all units of a
 * line. `document`: all that bears the same tax. What is rounded together is shared out exactly afterwards.
 */
export type RoundingLevel = 'unit' | 'line' | 'document'

export type PricingRounding = { readonly level: RoundingLevel; readonly rule: Rounding }

export const DEFAULT_ROUNDING: PricingRounding = { level: 'unit', rule: 'half_up' }

export type Cart = {
  readonly currency: Currency
  readonly lines: readonly CartLine[]
  readonly fees: readonly Fee[]
  readonly rounding: PricingRounding
}

/** Beyond this a cart is a mistake; a quote holds every unit. */
export const MAX_UNITS = 10_000
/** 100 %. */
const MAX_RATE_PPM = 1_000_000

/** Throws `pricing.invalid_cart` unless every figure is one that can be priced. */
export function checkCart(cart: Cart): void {
  must(isCurrency(cart.currency), `unknown currency ${cart.currency}`)
  checkKeys(cart.lines, 'line')
  checkKeys(cart.fees, 'fee')
  let units = 0
  for (const line of cart.lines) {
    must(Number.isSafeInteger(line.quantity) && line.quantity > 0, `quantity of line ${line.key}`)
    must(line.unitPriceMinor >= 0n, `price of line ${line.key}`)
    checkTax(line, `line ${line.key}`)
    units += line.quantity
  }
  must(units <= MAX_UNITS, `more than ${MAX_UNITS} units`)
  for (const fee of cart.fees) {
    must(fee.perUnitMinor >= 0n && fee.perOrderMinor >= 0n, `amount of fee ${fee.key}`)
    must(isRate(fee.ratePpm), `rate of fee ${fee.key}`)
    checkTax(fee, `fee ${fee.key}`)
    must(fee.taxedAs === 'itself' || fee.tax === null, `tax of fee ${fee.key}, which is that of its lines`)
  }
}

function checkKeys(things: readonly { key: string }[], what: string): void {
  must(new Set(things.map(thing => thing.key)).size === things.length, `a ${what} key occurs twice`)
}

function checkTax({ tax }: TaxTreatment, where: string): void {
  must(!tax || (tax.code !== '' && isRate(tax.ratePpm)), `tax of ${where}`)
}

function isRate(ppm: number): boolean {
  return Number.isSafeInteger(ppm) && ppm >= 0 && ppm <= MAX_RATE_PPM
}

function must(holds: boolean, detail: string): void {
  if (!holds) throw new PricingError('pricing.invalid_cart', detail)
}
