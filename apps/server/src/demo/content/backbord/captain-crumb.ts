import type { DemoEvent } from '../shapes.ts'
import { feeHamburgAbsorbed, vatReduced } from '../taxes.ts'
import { admissionLists, evening, smallStage } from './season.ts'

const dates = [
  evening('saturday', { days: 5, weekday: 6, time: '15:00' }, '15:50'),
  evening('sunday-early', { days: 5, weekday: 6, plusDays: 1, time: '11:00' }, '11:50', {
    en: 'Relaxed performance',
    de: 'Entspannte Vorstellung',
  }),
  evening('sunday', { days: 5, weekday: 6, plusDays: 1, time: '15:00' }, '15:50'),
]
const keys = dates.map(date => date.key)

export const captainCrumb: DemoEvent = {
  key: 'crumb',
  slug: 'kapitaen-kruemel',
  state: 'published',
  category: 'family',
  title: { en: 'Captain Crumb and the Breakfast Sea', de: 'Kapitän Krümel und das Frühstücksmeer' },
  summary: {
    en: 'Puppets, porridge and a storm in a teacup. From three years, fifty minutes.',
    de: 'Puppen, Haferbrei und ein Sturm in der Teetasse. Ab drei Jahren, fünfzig Minuten.',
  },
  description: {
    en: `Captain Crumb lives under the toaster and has one problem: every morning the sea is wiped off the table. Together with a one-eyed teaspoon and a butter dish that is afraid of knives, he sets out to find the land where nobody clears away.

We play in the Cabin, our smallest room, with sixty seats and cushions in front. The **relaxed performance** on Sunday morning keeps the lights half on; talking, wandering about and leaving early are all part of it.

Afterwards the puppets come out and can be asked things. They do not always tell the truth.`,
    de: `Kapitän Krümel wohnt unter dem Toaster und hat ein Problem: Jeden Morgen wird das Meer vom Tisch gewischt. Zusammen mit einem einäugigen Teelöffel und einer Butterdose, die sich vor Messern fürchtet, sucht er das Land, in dem niemand abräumt.

Gespielt wird in der Kajüte, unserem kleinsten Raum, mit sechzig Plätzen und Kissen davor. In der **entspannten Vorstellung** am Sonntagvormittag bleibt das Licht halb an; reden, herumlaufen und früher gehen gehören dazu.

Danach kommen die Puppen heraus und beantworten Fragen. Sie sagen nicht immer die Wahrheit.`,
  },
  mosaic: { seed: 'kapitaen-kruemel', palette: 'citrus', composition: 'sun' },
  pictureAlt: { en: 'Mosaic of a yellow sun above a green sea', de: 'Mosaik einer gelben Sonne über grünem Meer' },
  attendanceMode: 'in_person',
  venue: smallStage,
  fee: feeHamburgAbsorbed,
  dates,
  products: [
    {
      key: 'child',
      kind: 'admission',
      name: { en: 'Child', de: 'Kind' },
      priceMinor: 7_00n,
      tax: vatReduced,
      dates: keys,
      maxPerOrder: 6,
    },
    {
      key: 'adult',
      kind: 'admission',
      name: { en: 'Adult', de: 'Erwachsene' },
      priceMinor: 10_00n,
      tax: vatReduced,
      dates: keys,
      maxPerOrder: 4,
    },
  ],
  pools: dates.map((date, number) => ({
    key: `cabin-${date.key}`,
    name: `Kajüte, Vorstellung ${number + 1}`,
    capacity: 60,
    draws: [
      { product: 'child', date: date.key },
      { product: 'adult', date: date.key },
    ],
  })),
  checkInLists: admissionLists(dates),
  demand: { orders: 34, favourites: { child: 3, adult: 2 } },
}
