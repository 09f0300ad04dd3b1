/** Mandatory fees on top of catalogue prices: an amount per unit, a share of its price, an amount per order, or all. */
import { multiplyPpm, type Rounding } from '@tessera/kernel/money'
import type { Translated } from '@tessera/kernel/translated'
import type { TaxTreatment } from './tax.ts'

export type Fee = TaxTreatment & {
  /** Unique among the fees of a cart and stable, so that a refund finds it again. */
  readonly key: string
  readonly label: Translated
  /** A fee that the organizer absorbs is known to the quote but adds nothing to what the buyer pays. */
  readonly payer: 'buyer' | 'organizer'
  readonly perUnitMinor: bigint
  /** Of the unit's catalogue price as it is written, with its tax if it includes one. */
  readonly ratePpm: number
  /** Once for an order in which anything costs money. */
  readonly perOrderMinor: bigint
}

/**
 * What the fee asks for one unit. It is a price of its own and therefore rounded for one unit at every rounding level,
 * so that the price shown on a list is the price in the cart. Who comes in free pays no fee.
 */
export function feePerUnit(fee: Fee, unitPriceMinor: bigint, rounding: Rounding): bigint {
  if (unitPriceMinor === 0n) return 0n
  return fee.perUnitMinor + multiplyPpm(unitPriceMinor, fee.ratePpm, rounding)
}
