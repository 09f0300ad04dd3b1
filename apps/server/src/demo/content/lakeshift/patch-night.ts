import type { DemoEvent } from '../shapes.ts'
import { hstOntario, noFee } from '../taxes.ts'
import { workshopHall } from './places.ts'

const evenings = [
  { key: 'bicycles', days: 8, en: 'Bicycles and anything with a chain', de: 'Fahrräder und alles mit Kette' },
  { key: 'lamps', days: 36, en: 'Lamps, radios, small motors', de: 'Lampen, Radios, kleine Motoren' },
  { key: 'textiles', days: 64, en: 'Coats, zips, the good trousers', de: 'Mäntel, Reißverschlüsse, die gute Hose' },
]

/** Free, on three evenings, a limit of tables and no limit of onlookers. */
export const patchNight: DemoEvent = {
  key: 'patch',
  slug: 'patch-night',
  state: 'published',
  category: 'community',
  title: { en: 'Patch Night', de: 'Flickabend' },
  summary: {
    en: 'Bring something broken. Somebody will show you how to mend it. Free.',
    de: 'Bring etwas Kaputtes mit. Jemand zeigt dir, wie man es repariert. Kostenlos.',
  },
  description: {
    en: `Twenty tables, good lamps and people who know which way a thread goes. You bring what has stopped working and do the mending yourself; the volunteers stand beside you and stop you from making it worse.

Each evening has a theme so that the right tools are there. Other things are welcome too, if they fit through the door and do not leak.

**Book a table** if you want to mend, or **come and watch**, which is how most of our volunteers started. Kettle and biscuits are provided, spare parts cost what they cost us.`,
    de: `Zwanzig Tische, gutes Licht und Leute, die wissen, wie herum ein Gewinde geht. Du bringst mit, was nicht mehr funktioniert, und reparierst es selbst; die Ehrenamtlichen stehen daneben und verhindern, dass es schlimmer wird.

Jeder Abend hat ein Thema, damit das richtige Werkzeug da ist. Anderes ist auch willkommen, wenn es durch die Tür passt und nicht tropft.

**Reserviere einen Tisch**, wenn du reparieren willst, oder **komm zum Zuschauen**: So haben die meisten von uns angefangen. Tee und Kekse sind da, Ersatzteile kosten, was sie uns kosten.`,
  },
  mosaic: { seed: 'patch-5', palette: 'maple', composition: 'emblem' },
  pictureAlt: {
    en: 'Mosaic of an amphora on a chequered floor in maple red',
    de: 'Mosaik einer Amphore auf Schachbrettboden in Ahornrot',
  },
  attendanceMode: 'in_person',
  venue: workshopHall,
  fee: noFee,
  dates: evenings.map(({ key, days, en, de }) => ({
    key,
    doors: { days, weekday: 2, time: '17:45' },
    starts: { days, weekday: 2, time: '18:00' },
    ends: { days, weekday: 2, time: '21:00' },
    label: { en, de },
  })),
  products: [
    {
      key: 'table',
      kind: 'admission',
      name: { en: 'A table to mend at', de: 'Ein Tisch zum Reparieren' },
      priceMinor: 0n,
      tax: hstOntario,
      dates: evenings.map(({ key }) => key),
      maxPerOrder: 1,
    },
    {
      key: 'watch',
      kind: 'admission',
      name: { en: 'Come and watch', de: 'Zuschauen' },
      priceMinor: 0n,
      tax: hstOntario,
      dates: evenings.map(({ key }) => key),
      maxPerOrder: 5,
    },
  ],
  pools: [
    ...evenings.map(({ key, en }) => ({
      key: `tables-${key}`,
      name: `Tables: ${en}`,
      capacity: 20,
      draws: [{ product: 'table', date: key }],
    })),
    { key: 'watching', name: 'Watching', capacity: null, draws: [{ product: 'watch' }] },
  ],
  questions: [
    {
      key: 'thing',
      askedOf: 'attendee',
      kind: 'long_text',
      label: { en: 'What do you bring, and what is wrong with it?', de: 'Was bringst du mit, und was fehlt ihm?' },
      required: true,
      products: ['table'],
      answers: [
        'My grandmother’s radio. It hums but does not speak.',
        'A bicycle whose third gear has opinions.',
        'Winter coat, zip broken at the very bottom.',
        'Desk lamp, flickers when somebody walks past.',
        'A toaster. It holds on to the bread.',
      ],
    },
  ],
  checkInLists: [{ key: 'door', name: 'Door', opensMinutesBefore: 30, closesMinutesAfter: 0, reentry: 'unlimited' }],
  demand: { orders: 30, favourites: { table: 3, watch: 2 } },
}
