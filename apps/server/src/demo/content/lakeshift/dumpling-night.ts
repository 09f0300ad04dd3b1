import type { DemoEvent } from '../shapes.ts'
import { feeToronto, hstOntario } from '../taxes.ts'
import { workshopHall } from './places.ts'

/** Nearly full: a few places remain, and the page says so. */
export const dumplingNight: DemoEvent = {
  key: 'dumplings',
  slug: 'dumplings-and-databases',
  state: 'published',
  category: 'food',
  title: { en: 'Dumplings & Databases', de: 'Teigtaschen & Datenbanken' },
  summary: {
    en: 'Fold two hundred dumplings while somebody explains indexes. Then eat the results.',
    de: 'Zweihundert Teigtaschen falten, während jemand Indizes erklärt. Dann die Ergebnisse essen.',
  },
  description: {
    en: `Your hands are busy and your head is free: the best state for learning how a database finds things. Two cooks show four ways of folding (pierogi, manti, jiaozi, momo); between batches we sort ten thousand paper cards and measure how much faster it goes with a drawer that has labels.

By eight everybody can explain what an index is, what it costs and when to leave it out. By half past eight there is steam, vinegar and a long table.

Vegetarian and meat fillings are kept apart from the first chop to the last pot.`,
    de: `Die Hände haben zu tun, der Kopf ist frei: der beste Zustand, um zu lernen, wie eine Datenbank etwas findet. Zwei Köche zeigen vier Arten zu falten (Pierogi, Manti, Jiaozi, Momo); zwischen den Blechen sortieren wir zehntausend Karteikarten und messen, wie viel schneller es mit einer beschrifteten Schublade geht.

Um acht können alle erklären, was ein Index ist, was er kostet und wann man ihn weglässt. Um halb neun gibt es Dampf, Essig und einen langen Tisch.

Vegetarische Füllungen und solche mit Fleisch bleiben vom ersten Schnitt bis zum letzten Topf getrennt.`,
  },
  mosaic: { seed: 'dumplings-and-databases', palette: 'pine', composition: 'scales' },
  pictureAlt: {
    en: 'Mosaic of overlapping fans in green and orange',
    de: 'Mosaik aus überlappenden Fächern in Grün und Orange',
  },
  attendanceMode: 'in_person',
  venue: workshopHall,
  fee: feeToronto,
  dates: [
    {
      key: 'evening',
      doors: { days: 14, weekday: 5, time: '17:30' },
      starts: { days: 14, weekday: 5, time: '18:00' },
      ends: { days: 14, weekday: 5, time: '21:30' },
    },
  ],
  products: [
    {
      key: 'place',
      kind: 'admission',
      name: { en: 'A place at the table', de: 'Ein Platz am Tisch' },
      description: {
        en: 'Ingredients, apron and supper included.',
        de: 'Zutaten, Schürze und Abendessen inbegriffen.',
      },
      priceMinor: 38_00n,
      tax: hstOntario,
      maxPerOrder: 4,
    },
  ],
  pools: [{ key: 'table', name: 'Long table', capacity: 36, draws: [{ product: 'place' }] }],
  questions: [
    {
      key: 'filling',
      askedOf: 'attendee',
      kind: 'choice',
      label: { en: 'Which filling?', de: 'Welche Füllung?' },
      options: [
        { value: 'mushroom', label: { en: 'Mushroom and chive (vegan)', de: 'Pilze und Schnittlauch (vegan)' } },
        { value: 'potato', label: { en: 'Potato and fresh cheese', de: 'Kartoffel und Frischkäse' } },
        { value: 'lamb', label: { en: 'Lamb (halal)', de: 'Lamm (halal)' } },
      ],
      required: true,
      answers: ['mushroom', 'potato', 'lamb', 'mushroom', 'potato'],
    },
  ],
  checkInLists: [{ key: 'door', name: 'Door', opensMinutesBefore: 45, closesMinutesAfter: 0, reentry: 'unlimited' }],
  demand: { orders: 16 },
}
