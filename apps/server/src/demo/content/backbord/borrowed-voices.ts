import type { DemoEvent } from '../shapes.ts'
import { feeHamburg } from '../taxes.ts'
import { admissionLists, categoryPools, categoryProducts, evening, mainStage } from './season.ts'

const dates = [
  evening('first', { days: -38, weekday: 6, time: '19:00' }, '21:00'),
  evening('second', { days: -38, weekday: 6, plusDays: 1, time: '17:00' }, '19:00'),
]

/** In the past: sold, scanned, settled. */
export const borrowedVoices: DemoEvent = {
  key: 'voices',
  slug: 'geliehene-stimmen',
  state: 'ended',
  category: 'music',
  title: { en: 'Borrowed Voices', de: 'Geliehene Stimmen' },
  summary: {
    en: 'A hundred and twenty people who had never sung together, after one weekend of practice.',
    de: 'Hundertzwanzig Menschen, die noch nie zusammen gesungen hatten, nach einem Wochenende Probe.',
  },
  description: {
    en: `On Friday they met, on Saturday they sang. Dockers, paediatric nurses, two judges and a whole school class lent their voices to a choir that existed for three days: sea shanties in six parts, a lullaby in eleven languages, and a piece written for the sound of people arriving late.

The recording is in our archive. The choir has been asked to come back and has said that it will think about it.`,
    de: `Am Freitag lernten sie sich kennen, am Samstag sangen sie. Hafenarbeiter, Kinderkrankenschwestern, zwei Richterinnen und eine ganze Schulklasse liehen ihre Stimmen einem Chor, den es drei Tage lang gab: Shantys in sechs Stimmen, ein Wiegenlied in elf Sprachen und ein Stück für das Geräusch von Leuten, die zu spät kommen.

Die Aufnahme liegt in unserem Archiv. Der Chor wurde gebeten wiederzukommen und hat gesagt, er denke darüber nach.`,
  },
  mosaic: { seed: 'geliehene-stimmen', palette: 'fig', composition: 'hills' },
  pictureAlt: { en: 'Mosaic of autumn hills below a round sun', de: 'Mosaik herbstlicher Hügel unter runder Sonne' },
  attendanceMode: 'in_person',
  venue: mainStage,
  fee: feeHamburg,
  dates,
  products: categoryProducts(
    dates.map(date => date.key),
    [
      [24_00n, 14_00n],
      [18_00n, 10_00n],
      [12_00n, 8_00n],
    ],
  ),
  pools: categoryPools(dates),
  gates: ['Haupteingang'],
  checkInLists: admissionLists(dates),
  demand: { orders: 60, favourites: { 'cat-1': 3, 'cat-2': 4, 'cat-3': 3 }, checkedIn: 0.92 },
}
