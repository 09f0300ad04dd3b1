import type { DemoEvent } from '../shapes.ts'
import { feeHamburg, vatReduced } from '../taxes.ts'

/** Sold out: the smallest and best-loved concert of the house. */
export const dryDockConcert: DemoEvent = {
  key: 'dock',
  slug: 'nachtkonzert-im-trockendock',
  state: 'published',
  category: 'music',
  title: { en: 'Night Concert in the Dry Dock', de: 'Nachtkonzert im Trockendock' },
  summary: {
    en: 'A cello, a bass clarinet and eleven seconds of echo, forty metres below the quay.',
    de: 'Ein Cello, eine Bassklarinette und elf Sekunden Nachhall, vierzig Meter unter der Kaikante.',
  },
  description: {
    en: `Once a year, between two ships, the old dock stands empty for one night. We carry down forty-eight chairs, two musicians and no amplifier at all. The walls do the rest: whatever is played comes back eleven seconds later, and the musicians answer it.

Wear warm shoes; the floor is wet steel. The way down is a ramp and can be used with a wheelchair. Tea is included, silence is requested.`,
    de: `Einmal im Jahr steht das alte Dock zwischen zwei Schiffen eine Nacht lang leer. Wir tragen achtundvierzig Stühle hinunter, zwei Musikerinnen und keinen einzigen Verstärker. Den Rest machen die Wände: Was gespielt wird, kommt elf Sekunden später zurück, und die beiden antworten darauf.

Zieht warme Schuhe an, der Boden ist nasser Stahl. Hinunter führt eine Rampe, die auch mit dem Rollstuhl geht. Tee ist dabei, um Stille wird gebeten.`,
  },
  mosaic: { seed: 'nachtkonzert-im-trockendock', palette: 'midnight', composition: 'rosette' },
  pictureAlt: { en: 'Mosaic medallion in night blue and gold', de: 'Mosaikmedaillon in Nachtblau und Gold' },
  attendanceMode: 'in_person',
  venue: {
    name: 'Trockendock 3',
    street: 'Ellerholzdamm 40',
    postalCode: '20457',
    city: 'Hamburg',
    region: 'HH',
    country: 'DE',
    latitude: 53.5361,
    longitude: 9.9637,
  },
  fee: feeHamburg,
  dates: [
    {
      key: 'night',
      doors: { days: 16, weekday: 6, time: '22:00' },
      starts: { days: 16, weekday: 6, time: '22:30' },
      ends: { days: 16, weekday: 6, time: '23:50' },
    },
  ],
  products: [
    {
      key: 'seat',
      kind: 'admission',
      name: { en: 'Chair, with a blanket', de: 'Stuhl, mit Decke' },
      priceMinor: 28_00n,
      tax: vatReduced,
      maxPerOrder: 4,
    },
  ],
  pools: [{ key: 'chairs', name: 'Stühle', capacity: 48, draws: [{ product: 'seat' }] }],
  checkInLists: [{ key: 'ramp', name: 'Rampe', opensMinutesBefore: 45, closesMinutesAfter: 0, reentry: 'none' }],
  demand: { orders: 24, sellOut: true },
}
