/** The one fee that an event has today, as carts and shown prices alike count it. */
import type { Fee } from './fee.ts'
import type { TaxTreatment } from './tax.ts'

export type ServiceFee = {
  readonly fixedMinor: bigint
  readonly ppm: number
  readonly payer: 'buyer' | 'organizer'
}

const LABEL = { en: 'Service fee', de: 'Servicegebühr' }

/** The service fee is ancillary to what is sold and shares its tax. None where it asks for nothing. */
export function serviceFees({ fixedMinor, ppm, payer }: ServiceFee, sold: TaxTreatment | null): Fee[] {
  if (fixedMinor === 0n && ppm === 0) return []
  const treatment = { tax: sold?.tax ?? null, priceIncludesTax: sold?.priceIncludesTax ?? true }
  return [
    { key: 'service', label: LABEL, payer, perUnitMinor: fixedMinor, ratePpm: ppm, perOrderMinor: 0n, ...treatment },
  ]
}
