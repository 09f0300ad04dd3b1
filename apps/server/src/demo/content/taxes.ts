import type { DemoFee, DemoTax } from './shapes.ts'

const german = { label: { en: 'VAT', de: 'USt.' }, inclusive: true }

/** Stage, concerts, camping pitches. */
export const vatReduced: DemoTax = { ...german, code: 'DE-7', ratePpm: 70_000 }
/** Parking, clothing, drinks. */
export const vatFull: DemoTax = { ...german, code: 'DE-19', ratePpm: 190_000 }

export const hstOntario: DemoTax = {
  code: 'CA-ON-HST',
  label: { en: 'HST', de: 'HST' },
  ratePpm: 130_000,
  inclusive: false,
}

export const feeHamburg: DemoFee = { fixedMinor: 49n, ratePpm: 25_000, payer: 'buyer' }
/** The house bears the fee where a ticket is cheap. */
export const feeHamburgAbsorbed: DemoFee = { ...feeHamburg, payer: 'organizer' }
export const feeToronto: DemoFee = { fixedMinor: 99n, ratePpm: 22_000, payer: 'buyer' }
export const noFee: DemoFee = { fixedMinor: 0n, ratePpm: 0, payer: 'organizer' }
