import type { DemoEvent } from '../shapes.ts'
import { feeHamburg, vatFull, vatReduced } from '../taxes.ts'
import { mainStage } from './season.ts'

/** A draft with gaps, as drafts have them. */
export const midnightOnStage: DemoEvent = {
  key: 'midnight',
  slug: 'mitternacht-auf-der-buehne',
  state: 'draft',
  category: 'theatre',
  title: { en: 'Midnight on Stage', de: 'Mitternacht auf der Bühne' },
  summary: {
    en: 'Working title. A night in which the audience takes the bows.',
    de: 'Arbeitstitel. Eine Nacht, in der das Publikum sich verbeugt.',
  },
  description: {
    en: `We turn the house round: the seats go on the stage, the stage goes into the stalls, and at midnight the curtain opens on you.

*To do: confirm the band, ask the fire brigade about the balcony, price of the buffet.*`,
    de: `Wir drehen das Haus um: Die Stühle kommen auf die Bühne, die Bühne ins Parkett, und um Mitternacht geht der Vorhang auf, und zwar vor euch.

*Noch zu tun: Band bestätigen, Feuerwehr wegen des Balkons fragen, Preis für das Buffet.*`,
  },
  mosaic: { seed: 'mitternacht-auf-der-buehne', palette: 'ember', composition: 'stage' },
  pictureAlt: {
    en: 'Mosaic of a stage with beams of light above a crowd',
    de: 'Mosaik einer Bühne mit Lichtkegeln über der Menge',
  },
  attendanceMode: 'in_person',
  venue: mainStage,
  fee: feeHamburg,
  dates: [
    {
      key: 'night',
      doors: { days: 130, weekday: 6, time: '20:00' },
      starts: { days: 130, weekday: 6, time: '21:00' },
      ends: { days: 130, weekday: 6, plusDays: 1, time: '02:00' },
    },
  ],
  products: [
    {
      key: 'night',
      kind: 'admission',
      name: { en: 'The whole night', de: 'Die ganze Nacht' },
      priceMinor: 55_00n,
      tax: vatReduced,
      maxPerOrder: 6,
    },
    {
      key: 'buffet',
      kind: 'add_on',
      name: { en: 'Buffet', de: 'Buffet' },
      priceMinor: 32_00n,
      tax: vatFull,
      maxPerOrder: 6,
    },
  ],
  pools: [
    { key: 'house', name: 'Haus', capacity: 180, draws: [{ product: 'night' }] },
    { key: 'buffet', name: 'Buffet', capacity: 120, draws: [{ product: 'buffet' }] },
  ],
  checkInLists: [],
  demand: { orders: 0 },
}
