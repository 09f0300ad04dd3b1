/**
 * Currencies of ISO 4217 and how many digits their minor unit has. The digits come from the ISO table, never from
 * Intl: CLDR rounds HUF, IDR, COP or IQD to whole units, and money stored that way is off by powers of ten.
 */
import * as iso from 'dinero.js/bigint/currencies'

/** Three capital letters, as `EUR`. */
export type Currency = string

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.values(iso).map(({ code, base, exponent }) => [
    code,
    // Ariary and ouguiya divide by five in daily life; ISO 4217 still gives them two decimals.
    Number(base) === 10 ? Number(exponent) : 2,
  ]),
)

export const CURRENCIES: readonly Currency[] = [...EXPONENTS.keys()].sort()

export function isCurrency(text: string): boolean {
  return EXPONENTS.has(text)
}

/** Decimal digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD. Throws for what is no currency. */
export function exponentOf(currency: Currency): number {
  const exponent = EXPONENTS.get(currency)
  if (exponent === undefined) throw new RangeError(`unknown currency: ${currency}`)
  return exponent
}
