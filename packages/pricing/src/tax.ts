/**
 * Taxes. A price either includes its tax, then the gross stands and the tax is found inside it; or the tax comes on
 * top, then the net stands. The one rounding is that of the tax.
 */
import { divide, PPM, type Rounding } from '@tessera/kernel/money'
import type { Translated } from '@tessera/kernel/translated'
import type { Amounts } from './amounts.ts'

export type Tax = {
  /** What the books know it by: `DE-19`. With the rate it makes one row of the tax totals. */
  readonly code: string
  /** What people read: "VAT", "Umsatzsteuer". */
  readonly label: Translated
  /** 19 % is 190000. */
  readonly ratePpm: number
}

/** How tax applies to a price or a fee. */
export type TaxTreatment = { readonly tax: Tax | null; readonly priceIncludesTax: boolean }

/** One row of the tax totals: all that a buyer pays under one code and rate. */
export type TaxTotal = Tax & Amounts

/** The tax in or on a catalogue amount, rounded once. */
export function taxOf(baseMinor: bigint, { tax, priceIncludesTax }: TaxTreatment, rounding: Rounding): bigint {
  if (!tax) return 0n
  const rate = BigInt(tax.ratePpm)
  return divide(baseMinor * rate, priceIncludesTax ? PPM + rate : PPM, rounding)
}

/** Gross, net and tax of a catalogue amount whose tax is known. */
export function withTax(baseMinor: bigint, taxMinor: bigint, { tax, priceIncludesTax }: TaxTreatment): Amounts {
  return tax && !priceIncludesTax
    ? { grossMinor: baseMinor + taxMinor, netMinor: baseMinor, taxMinor }
    : { grossMinor: baseMinor, netMinor: baseMinor - taxMinor, taxMinor }
}

/** Adds amounts up by code and rate, ordered by both; what bears no tax is summed apart. */
export function taxTotals(parts: Iterable<{ treatment: TaxTreatment; amounts: Amounts }>): {
  taxes: TaxTotal[]
  untaxedMinor: bigint
} {
  const rows = new Map<string, TaxTotal>()
  let untaxedMinor = 0n
  for (const { treatment, amounts } of parts) {
    const { tax } = treatment
    if (!tax) {
      untaxedMinor += amounts.grossMinor
      continue
    }
    if (amounts.grossMinor === 0n) continue
    const key = JSON.stringify([tax.code, tax.ratePpm])
    const row = rows.get(key)
    rows.set(key, {
      code: tax.code,
      label: row?.label ?? tax.label,
      ratePpm: tax.ratePpm,
      grossMinor: (row?.grossMinor ?? 0n) + amounts.grossMinor,
      netMinor: (row?.netMinor ?? 0n) + amounts.netMinor,
      taxMinor: (row?.taxMinor ?? 0n) + amounts.taxMinor,
    })
  }
  const taxes = [...rows.values()].sort((a, b) =>
    a.code === b.code ? a.ratePpm - b.ratePpm : a.code < b.code ? -1 : 1,
  )
  return { taxes, untaxedMinor }
}
