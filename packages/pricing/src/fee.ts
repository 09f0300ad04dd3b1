/** Mandatory fees on top of catalogue prices: an amount per unit, a share of its price, an amount per order, or all. */
import { multiplyPpm, type Rounding } from '@tessera/kernel/money'
import type { Translated } from '@tessera/kernel/translated'
import type { TaxTreatment } from './tax.ts'

const UNTAXED: TaxTreatment = { tax: null, priceIncludesTax: true }

export type Fee = TaxTreatment & {
  /** Unique among the fees of a cart and stable, so that a refund finds it again. */
  readonly key: string
  readonly label: Translated
  /** A fee that the organizer absorbs is known to the quote but adds nothing to what the buyer pays. */
  readonly payer: 'buyer' | 'organizer'
  /**
   * `line`: the fee is ancillary to what is bought with it and shares the tax of each line that bears it; it has none of its
   * own. `itself`: a supply of its own, with the tax it names.
   */
  readonly taxedAs: 'itself' | 'line'
  readonly perUnitMinor: bigint
  /** Of the unit's catalogue price as it is written, with its tax if it includes one. */
  readonly ratePpm: number
  /** Once for an order in which anything costs money. */
  readonly perOrderMinor: bigint
}

/** How the share of a fee that a line bears is taxed. */
export function treatmentOf(fee: Fee, line: TaxTreatment): TaxTreatment {
  const { tax, priceIncludesTax } = fee.taxedAs === 'line' ? line : fee
  return { tax, priceIncludesTax }
}

/** What a fee says of tax that shares the tax of its lines. */
export const taxedAsLine = { taxedAs: 'line', ...UNTAXED } as const

/**
 * What the fee asks for one unit. It is a price of its own and therefore rounded for one unit at every rounding level,
 * so that the price shown on a list is the price in the cart. Who comes in free pays no fee.
 */
export function feePerUnit(fee: Fee, unitPriceMinor: bigint, rounding: Rounding): bigint {
  if (unitPriceMinor === 0n) return 0n
  return fee.perUnitMinor + multiplyPpm(unitPriceMinor, fee.ratePpm, rounding)
}
