import type { DemoEvent } from '../shapes.ts'
import { feeHamburgAbsorbed, vatReduced } from '../taxes.ts'
import { smallStage } from './season.ts'

/** Today, with doors that never close: something to scan from the first minute of the demo. */
export const openRehearsal: DemoEvent = {
  key: 'rehearsal',
  slug: 'offene-probe',
  state: 'published',
  category: 'theatre',
  title: { en: 'Open Rehearsal', de: 'Offene Probe' },
  summary: {
    en: 'Tonight: watch a scene being built, taken apart and built again, with soup.',
    de: 'Heute Abend: zusehen, wie eine Szene gebaut, zerlegt und wieder gebaut wird, mit Suppe.',
  },
  description: {
    en: `Once a month we leave the door open. You sit on the stage, the ensemble works on whatever it is stuck on, and nobody performs: lines are forgotten, the lamp falls over, the director changes her mind. At nine there is soup and you may say what you saw.

Come when you can and go when you must. What you pay is up to you; the tickets only help us count bowls.`,
    de: `Einmal im Monat lassen wir die Tür offen. Ihr sitzt auf der Bühne, das Ensemble arbeitet an dem, woran es gerade hängt, und niemand spielt etwas vor: Text wird vergessen, die Lampe fällt um, die Regisseurin überlegt es sich anders. Um neun gibt es Suppe, und ihr dürft sagen, was ihr gesehen habt.

Kommt, wann ihr könnt, und geht, wann ihr müsst. Was ihr zahlt, bleibt euch überlassen; die Tickets helfen uns nur, die Schalen zu zählen.`,
  },
  mosaic: { seed: 'offene-probe', palette: 'terracotta', composition: 'amphitheatre' },
  pictureAlt: { en: 'Mosaic of a theatre seen from above', de: 'Mosaik eines Theaters von oben gesehen' },
  attendanceMode: 'in_person',
  venue: smallStage,
  fee: feeHamburgAbsorbed,
  dates: [
    {
      key: 'tonight',
      doors: { days: 0, time: '18:30' },
      starts: { days: 0, time: '19:00' },
      ends: { days: 0, time: '23:00' },
    },
  ],
  products: [
    {
      key: 'guest',
      kind: 'admission',
      name: { en: 'Guest', de: 'Gast' },
      priceMinor: 0n,
      tax: vatReduced,
      maxPerOrder: 4,
    },
    {
      key: 'patron',
      kind: 'admission',
      name: { en: 'Guest, pays for the soup of two', de: 'Gast, zahlt Suppe für zwei' },
      priceMinor: 12_00n,
      tax: vatReduced,
      maxPerOrder: 4,
    },
  ],
  pools: [{ key: 'bowls', name: 'Schalen', capacity: 70, draws: [{ product: 'guest' }, { product: 'patron' }] }],
  gates: ['Kajütentür'],
  checkInLists: [{ key: 'door', name: 'Einlass', reentry: 'unlimited' }],
  demand: { orders: 22, favourites: { guest: 3, patron: 2 }, checkedIn: 0.4 },
}
