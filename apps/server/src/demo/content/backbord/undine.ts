import type { DemoEvent } from '../shapes.ts'
import { feeHamburg } from '../taxes.ts'
import { admissionLists, categoryPools, categoryProducts, evening, mainStage } from './season.ts'

const dates = [
  evening('first', { days: 96, weekday: 6, time: '19:30' }, '20:50', { en: 'World premiere', de: 'Uraufführung' }),
  evening('second', { days: 96, weekday: 6, plusDays: 1, time: '18:00' }, '19:20'),
  evening('third', { days: 96, weekday: 6, plusDays: 6, time: '19:30' }, '20:50'),
]

/** Announced, not yet on sale. */
export const undineIsSilent: DemoEvent = {
  key: 'undine',
  slug: 'undine-schweigt',
  state: 'published',
  category: 'theatre',
  title: { en: 'Undine Is Silent', de: 'Undine schweigt' },
  summary: {
    en: 'Dance for seven bodies and four tonnes of water. On sale soon.',
    de: 'Tanz für sieben Körper und vier Tonnen Wasser. Bald im Verkauf.',
  },
  description: {
    en: `Every version of the old tale gives the water spirit a voice so that she can lose it. We start where she has already lost it, and give the stage to everybody who then speaks for her.

Seven dancers, a percussionist who plays only things that float, and a basin that fills during the performance by exactly forty centimetres. The front row gets a towel.

Eighty minutes, no interval, no spoken words. Suitable from the age of ten.`,
    de: `Jede Fassung des alten Märchens gibt dem Wassergeist eine Stimme, damit er sie verlieren kann. Wir fangen dort an, wo sie schon verloren ist, und überlassen die Bühne allen, die nun für Undine sprechen.

Sieben Tänzerinnen und Tänzer, ein Schlagzeuger, der nur auf Dingen spielt, die schwimmen, und ein Becken, das sich während der Vorstellung um genau vierzig Zentimeter füllt. Die erste Reihe bekommt ein Handtuch.

Achtzig Minuten, keine Pause, kein gesprochenes Wort. Ab zehn Jahren.`,
  },
  mosaic: { seed: 'undine-schweigt', palette: 'glacier', composition: 'scales' },
  pictureAlt: {
    en: 'Mosaic of overlapping scales in blue and coral',
    de: 'Mosaik aus überlappenden Schuppen in Blau und Koralle',
  },
  attendanceMode: 'in_person',
  venue: mainStage,
  fee: feeHamburg,
  dates,
  products: categoryProducts(
    dates.map(date => date.key),
    [
      [38_00n, 22_00n],
      [29_00n, 16_00n],
      [18_00n, 11_00n],
    ],
  ).map(product => ({ ...product, saleStarts: { days: 9, time: '10:00' } })),
  pools: categoryPools(dates),
  checkInLists: admissionLists(dates),
  demand: { orders: 0 },
}
