/** Money: an exact count of minor units of one currency. No floating point anywhere; rounding is always named. */
import { type Currency, exponentOf, isCurrency } from './currency.ts'
import { numberFormatter } from './formatters.ts'

export type Money = { readonly amountMinor: bigint; readonly currency: Currency }
/** Money on the wire: the amount is a string, since it may exceed 2^53. */
export type MoneyWire = { amount_minor: string; currency: string }
/** What becomes of a fraction of a minor unit. Halves go away from zero (`half_up`) or to the even neighbour. */
export type Rounding = 'half_up' | 'half_even' | 'down'

export function money(amountMinor: bigint | number | string, currency: Currency): Money {
  if (!isCurrency(currency)) throw new RangeError(`unknown currency: ${currency}`)
  return { amountMinor: BigInt(amountMinor), currency }
}

export function zero(currency: Currency): Money {
  return money(0n, currency)
}

/**
 * Splits an amount by weights so that the parts sum exactly to it: each part is the exact share rounded towards zero,
 * and the units left over go to the largest remainders, earlier parts first. A part is within one unit of its exact
 * share; a weight of zero gets nothing. At least one weight must be positive.
 */
export function allocate(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((total, weight) => {
    if (weight < 0n) throw new RangeError('a weight is negative')
    return total + weight
  }, 0n)
  if (whole === 0n) throw new RangeError('no weight is positive')
  const sign = amount < 0n ? -1n : 1n
  const size = amount * sign
  const parts: bigint[] = []
  const remainders: { at: number; rest: bigint }[] = []
  let left = size
  for (const [at, weight] of weights.entries()) {
    const part = (size * weight) / whole
    parts.push(part)
    left -= part
    remainders.push({ at, rest: size * weight - part * whole })
  }
  remainders.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1))
  for (let next = 0; left > 0n; next++, left--) parts[remainders[next]!.at]! += 1n
  return parts.map(part => part * sign)
}

/** Whole parts per million: 19 % is 190000. */
export const PPM = 1_000_000n

/** `amount × ppm / 1 000 000`, exact up to the one rounding that is asked for. */
export function multiplyPpm(amount: bigint, ppm: bigint | number, rounding: Rounding): bigint {
  return divide(amount * BigInt(ppm), PPM, rounding)
}

/** Integer division with a named rounding; the divisor must be positive. */
export function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor <= 0n) throw new RangeError('the divisor must be positive')
  const quotient = dividend / divisor
  const rest = dividend % divisor
  if (rest === 0n || rounding === 'down') return quotient
  const away = rest < 0n ? -1n : 1n
  const twice = rest * away * 2n
  if (twice < divisor) return quotient
  if (twice > divisor || rounding === 'half_up' || quotient % 2n !== 0n) return quotient + away
  return quotient
}

const MINOR = /^(?:0|-?[1-9][0-9]{0,29})$/

/** Reads money from the wire; null for anything but a canonical integer string and a currency that exists. */
export function fromWire(wire: unknown): Money | null {
  if (typeof wire !== 'object' || wire === null) return null
  const { amount_minor: amount, currency } = wire as Partial<Record<keyof MoneyWire, unknown>>
  if (typeof amount !== 'string' || typeof currency !== 'string') return null
  if (!MINOR.test(amount) || !isCurrency(currency)) return null
  return { amountMinor: BigInt(amount), currency }
}

/** The amount as a decimal text without grouping: `12.50`, `-0.05`, `1250` for yen. */
export function toDecimal(amount: Money): string {
  const exponent = exponentOf(amount.currency)
  const sign = amount.amountMinor < 0n ? '-' : ''
  const digits = (amount.amountMinor < 0n ? -amount.amountMinor : amount.amountMinor).toString()
  if (exponent === 0) return sign + digits
  const padded = digits.padStart(exponent + 1, '0')
  return `${sign}${padded.slice(0, -exponent)}.${padded.slice(-exponent)}`
}

/**
 * Reads what a person typed into a price field with a point or comma as decimal sign and no grouping: `12`, `12.5`,
 * `12,50`. Null if it is no amount or finer than the currency knows.
 */
export function parseDecimal(text: string, currency: Currency): Money | null {
  const match = /^(-?)([0-9]{1,24})(?:[.,]([0-9]+))?$/.exec(text.trim())
  if (!match || !isCurrency(currency)) return null
  const exponent = exponentOf(currency)
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > exponent) return null
  const size = BigInt(match[2]! + fraction.padEnd(exponent, '0'))
  return { amountMinor: match[1] ? -size : size, currency }
}

/** Money as people read it in this locale, always with all decimals that the currency has. */
export function formatMoney(amount: Money, locale: string): string {
  const { currency } = amount
  const digits = exponentOf(currency)
  const options = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  // A decimal text keeps every digit, a number would lose them beyond 2^53.
  return numberFormatter(locale, options).format(toDecimal(amount) as `${number}`)
}
