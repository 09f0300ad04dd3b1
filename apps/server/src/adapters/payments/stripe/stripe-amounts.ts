import { isCurrency } from '@tessera/kernel/currency'
import type { Money } from '@tessera/kernel/money'
import { GatewayError } from '../../../modules/sales/payments/ports.ts'

/**
 * Stripe counts most currencies as ISO 4217 does. Where it does not, this is how many of Stripe's units one ISO minor
 * unit is, or how many ISO minor units make one of Stripe's.
 */
const UNITS_PER_MINOR: Readonly<Record<string, bigint>> = { ISK: 100n, UGX: 100n }
const MINORS_PER_UNIT: Readonly<Record<string, bigint>> = { MGA: 100n }

/** In these Stripe wants three decimals of which the last is zero. */
const LAST_DIGIT_ZERO = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])

/** Stripe takes at most eight digits. */
const MOST = 99_999_999n

export function toStripe({ amountMinor, currency }: Money): { amount: number; currency: string } {
  const shared = MINORS_PER_UNIT[currency] ?? (LAST_DIGIT_ZERO.has(currency) ? 10n : 1n)
  if (amountMinor % shared !== 0n) throw refuse(`${amountMinor} ${currency} is finer than Stripe can take`)
  const units = (amountMinor * (UNITS_PER_MINOR[currency] ?? 1n)) / (MINORS_PER_UNIT[currency] ?? 1n)
  if (units <= 0n || units > MOST) throw refuse(`${amountMinor} ${currency} is outside of what Stripe takes`)
  return { amount: Number(units), currency: currency.toLowerCase() }
}

/** Stripe's amount back in ISO minor units; null for what cannot be one of ours. */
export function fromStripe(amount: number, currency: string): Money | null {
  const code = currency.toUpperCase()
  if (!isCurrency(code) || !Number.isSafeInteger(amount)) return null
  const units = BigInt(amount) * (MINORS_PER_UNIT[code] ?? 1n)
  const divisor = UNITS_PER_MINOR[code] ?? 1n
  return units % divisor === 0n ? { amountMinor: units / divisor, currency: code } : null
}

function refuse(message: string): GatewayError {
  return new GatewayError({ kind: 'rejected', gateway: 'stripe', code: 'amount_not_possible', message })
}
