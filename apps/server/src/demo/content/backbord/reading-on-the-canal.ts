import type { DemoEvent } from '../shapes.ts'
import { feeHamburg, vatReduced } from '../taxes.ts'

/** Cancelled after it was sold: every order has to be given back. */
export const canalReading: DemoEvent = {
  key: 'reading',
  slug: 'lesung-am-fleet',
  state: 'cancelled',
  cancelReason: 'Die Kaimauer wird gesperrt und muss gesichert werden; einen Ersatzort gibt es an diesem Tag nicht.',
  category: 'literature',
  title: { en: 'Reading by the Canal', de: 'Lesung am Fleet' },
  summary: {
    en: 'Letters that were never posted, read aloud on the quay. Cancelled.',
    de: 'Briefe, die nie abgeschickt wurden, laut gelesen an der Kaimauer. Abgesagt.',
  },
  description: {
    en: `Over the winter we collected letters that somebody wrote and then kept: apologies, resignations, one recipe, many declarations of love. Four voices were to read them from a barge while the audience sits on the steps.

The quay wall has been closed for repairs and we have found no other place for this evening. **The reading is cancelled.** All tickets are refunded in full, including the fee; you do not need to do anything. The letters can wait, they are used to it.`,
    de: `Den Winter über haben wir Briefe gesammelt, die jemand geschrieben und dann behalten hat: Entschuldigungen, Kündigungen, ein Rezept, viele Liebeserklärungen. Vier Stimmen sollten sie von einer Schute aus lesen, das Publikum auf den Stufen.

Die Kaimauer ist wegen Bauarbeiten gesperrt, und für diesen Abend haben wir keinen anderen Ort gefunden. **Die Lesung fällt aus.** Alle Tickets werden vollständig erstattet, auch die Gebühr; ihr müsst nichts tun. Die Briefe können warten, sie sind es gewohnt.`,
  },
  mosaic: { seed: 'lesung-am-fleet', palette: 'saffron', composition: 'flow' },
  pictureAlt: {
    en: 'Mosaic of flowing ribbons in ochre and violet',
    de: 'Mosaik aus fließenden Bändern in Ocker und Violett',
  },
  attendanceMode: 'in_person',
  venue: {
    name: 'Treppen am Fleet',
    street: 'Fleetmauer 2',
    postalCode: '20459',
    city: 'Hamburg',
    region: 'HH',
    country: 'DE',
    latitude: 53.5471,
    longitude: 9.9838,
  },
  fee: feeHamburg,
  dates: [
    {
      key: 'evening',
      doors: { days: 19, weekday: 3, time: '18:30' },
      starts: { days: 19, weekday: 3, time: '19:00' },
      ends: { days: 19, weekday: 3, time: '20:30' },
    },
  ],
  products: [
    {
      key: 'step',
      kind: 'admission',
      name: { en: 'A place on the steps', de: 'Platz auf den Stufen' },
      priceMinor: 9_00n,
      tax: vatReduced,
      maxPerOrder: 6,
      variants: [
        { key: 'regular', name: { en: 'Regular', de: 'Normal' } },
        { key: 'reduced', name: { en: 'Reduced', de: 'Ermäßigt' }, priceMinor: 5_00n },
      ],
    },
  ],
  pools: [{ key: 'steps', name: 'Stufen', capacity: 120, draws: [{ product: 'step' }] }],
  checkInLists: [
    { key: 'steps', name: 'Einlass', opensMinutesBefore: 30, closesMinutesAfter: 0, reentry: 'unlimited' },
  ],
  demand: { orders: 14 },
}
