/** The one fee that an event has today, as carts and shown prices alike count it. */
import { type Fee, taxedAsLine } from './fee.ts'

export type ServiceFee = {
  readonly fixedMinor: bigint
  readonly ppm: number
  readonly payer: 'buyer' | 'organizer'
}

const LABEL = { en: 'Service fee', de: 'Servicegebühr' }

/**
 * The organizer charges it for selling the ticket, so it is ancillary to each thing that it is charged for and shares that
 * thing's tax: in a cart of several rates each line bears its own. None where it asks for nothing.
 */
export function serviceFees({ fixedMinor, ppm, payer }: ServiceFee): Fee[] {
  if (fixedMinor === 0n && ppm === 0) return []
  return [
    { key: 'service', label: LABEL, payer, perUnitMinor: fixedMinor, ratePpm: ppm, perOrderMinor: 0n, ...taxedAsLine },
  ]
}
