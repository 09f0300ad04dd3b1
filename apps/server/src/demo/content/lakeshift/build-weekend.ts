import type { DemoEvent } from '../shapes.ts'
import { feeToronto, hstOntario } from '../taxes.ts'
import { workshopHall } from './places.ts'

export const buildWeekend: DemoEvent = {
  key: 'build',
  slug: 'winter-build-weekend',
  state: 'draft',
  category: 'community',
  title: { en: 'Build Weekend: Things for the Street', de: 'Bauwochenende: Dinge für die Straße' },
  summary: {
    en: 'Draft. Forty-eight hours, plywood, and one bench for every block.',
    de: 'Entwurf. Achtundvierzig Stunden, Sperrholz und eine Bank für jeden Häuserblock.',
  },
  description: {
    en: `We build what the street lacks: benches, little libraries, a noticeboard, a box for the lost mittens. Teams of five, one carpenter to each.

*Still open: insurance for the saws, the permit for the corner of Tannery Row, who makes breakfast.*`,
    de: `Wir bauen, was der Straße fehlt: Bänke, kleine Bibliotheken, ein Schwarzes Brett, eine Kiste für verlorene Fäustlinge. Fünf Leute je Gruppe, dazu jemand vom Fach.

*Noch offen: Versicherung für die Sägen, Genehmigung für die Ecke Tannery Row, wer das Frühstück macht.*`,
  },
  mosaic: { seed: 'winter-build-weekend', palette: 'glacier', composition: 'hills' },
  pictureAlt: { en: 'Mosaic of pale hills under a winter sun', de: 'Mosaik heller Hügel unter einer Wintersonne' },
  attendanceMode: 'in_person',
  venue: workshopHall,
  fee: feeToronto,
  dates: [
    {
      key: 'weekend',
      doors: { days: 110, weekday: 6, time: '08:30' },
      starts: { days: 110, weekday: 6, time: '09:00' },
      ends: { days: 110, weekday: 6, plusDays: 1, time: '18:00' },
    },
  ],
  products: [
    {
      key: 'builder',
      kind: 'admission',
      name: { en: 'Builder', de: 'Mitbauen' },
      description: {
        en: 'Wood, screws and lunch on both days.',
        de: 'Holz, Schrauben und Mittagessen an beiden Tagen.',
      },
      priceMinor: 25_00n,
      tax: hstOntario,
      maxPerOrder: 5,
    },
  ],
  pools: [{ key: 'benches', name: 'Workbenches', capacity: 60, draws: [{ product: 'builder' }] }],
  checkInLists: [],
  demand: { orders: 0 },
}
