import { exponentOf, isCurrency } from '@tessera/kernel/currency'
import type { ImportedPrice } from './imported-event.ts'
import type { RowReport } from './row-report.ts'

export interface PriceOnOffer {
  /** As written: 15, "15.00", "12,50 €". */
  amount: string | number
  currency?: string
}

interface Source {
  offers: readonly PriceOnOffer[]
  /** What the feed says of itself, apart from its prices. */
  isFree: boolean | undefined
  /** For amounts without a currency. */
  currency: string | undefined
}

/** The lowest price of a row, which is what "from …" shows; whatever else was on offer is reported. */
export function readPrice(report: RowReport, { offers, isFree, currency }: Source): ImportedPrice {
  const prices = offers.flatMap(offer => readOffer(report, offer, currency) ?? [])
  const first = prices[0]
  if (first === undefined) {
    if (isFree) return { kind: 'free' }
    if (offers.length === 0) report.loss('imports.price_missing', 'No price, and not said to be free.', 'price')
    return { kind: 'unknown' }
  }
  const same = prices.filter(price => price.currency === first.currency)
  const lowest = same.reduce((low, price) => (price.amountMinor < low.amountMinor ? price : low))
  if (prices.some(price => price.amountMinor !== lowest.amountMinor || price.currency !== lowest.currency)) {
    report.loss('imports.price_range', `The lowest of ${prices.length} prices is kept.`, 'price')
  }
  if (lowest.amountMinor === 0n && isFree === false) {
    report.loss('imports.price_conflict', 'The price is 0, yet the event is said not to be free.', 'price')
    return { kind: 'unknown' }
  }
  if (lowest.amountMinor === 0n) return { kind: 'free' }
  if (isFree)
    report.loss('imports.price_conflict', 'Said to be free, yet a price is given; the price is kept.', 'price')
  return { kind: 'fixed', ...lowest }
}

const signs: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  C$: 'CAD',
  CA$: 'CAD',
  US$: 'USD',
  CHF: 'CHF',
  FR: 'CHF',
}

function readOffer(
  report: RowReport,
  offer: PriceOnOffer,
  fallback: string | undefined,
): { amountMinor: bigint; currency: string } | undefined {
  const written = String(offer.amount).trim()
  if (/^(?:free|kostenlos|gratis|frei|eintritt frei|free entry)$/i.test(written)) {
    return { amountMinor: 0n, currency: fallback ?? 'EUR' }
  }
  const [, before, digits, after] = /^([^\d.,+-]*?)\s*(\d[\d.,'\s]*)\s*([^\d.,]*)$/.exec(written) ?? []
  if (digits === undefined) {
    return report.loss('imports.price_unreadable', `"${written.slice(0, 40)}" is no price.`, 'price')
  }
  const mark = `${before ?? ''}${after ?? ''}`.trim().toUpperCase()
  const currency = (offer.currency?.trim().toUpperCase() || (signs[mark] ?? mark) || fallback) ?? ''
  if (!isCurrency(currency)) {
    const named = currency === '' ? 'The price has no currency.' : `"${currency.slice(0, 12)}" is no currency.`
    return report.loss('imports.currency_unknown', named, 'price')
  }
  const amountMinor = toMinor(digits, exponentOf(currency))
  return amountMinor === undefined
    ? report.loss('imports.price_unreadable', `"${written.slice(0, 40)}" is no amount of ${currency}.`, 'price')
    : { amountMinor, currency }
}

/** "1.234,50", "1,234.50", "1'234", "12,5": the last separator splits decimals unless three digits follow it. */
function toMinor(digits: string, exponent: number): bigint | undefined {
  const compact = digits.replace(/['\s]/g, '')
  const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','))
  const tail = compact.length - last - 1
  const kinds = new Set(compact.replace(/\d/g, ''))
  const isDecimal =
    last >= 0 &&
    (tail !== 3 || exponent === 3 || compact.startsWith('0')) &&
    (kinds.size === 2 || compact.split(compact[last] ?? '.').length === 2)
  const whole = (isDecimal ? compact.slice(0, last) : compact).replace(/[.,]/g, '') || '0'
  const fraction = isDecimal ? compact.slice(last + 1) : ''
  // Digits below the minor unit are only noise if they are zeros.
  if (/[1-9]/.test(fraction.slice(exponent)) || whole.length > 12) return undefined
  return BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'))
}
