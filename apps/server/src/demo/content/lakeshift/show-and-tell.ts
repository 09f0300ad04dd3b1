import type { DemoEvent } from '../shapes.ts'
import { hstOntario, noFee } from '../taxes.ts'
import { workshopHall } from './places.ts'

export const showAndTell: DemoEvent = {
  key: 'show-and-tell',
  slug: 'show-and-tell-eleven',
  state: 'ended',
  category: 'technology',
  title: { en: 'Show & Tell No. 11', de: 'Zeigen & Erzählen Nr. 11' },
  summary: {
    en: 'Nine unfinished things in nine minutes each. This one has been.',
    de: 'Neun unfertige Dinge zu je neun Minuten. Diesmal schon gewesen.',
  },
  description: {
    en: `The rule is that nothing may be finished. We saw a map of every public bench with a view, a loom that reads weather reports, a spreadsheet that apologises, and a robot that waters plants and has, so far, only found the cat.

Thank you to everybody who came on a wet night. The twelfth evening is being planned; if your thing is not ready, it is ready for us.`,
    de: `Die Regel lautet: Nichts darf fertig sein. Zu sehen waren eine Karte aller öffentlichen Bänke mit Aussicht, ein Webstuhl, der Wetterberichte liest, eine Tabelle, die sich entschuldigt, und ein Roboter, der Pflanzen gießt und bisher nur die Katze gefunden hat.

Danke an alle, die bei dem Regen gekommen sind. Der zwölfte Abend ist in Planung; wenn dein Ding nicht fertig ist, ist es für uns gerade richtig.`,
  },
  mosaic: { seed: 'show-and-tell-eleven', palette: 'midnight', composition: 'stage' },
  pictureAlt: {
    en: 'Mosaic of a night stage with coloured beams',
    de: 'Mosaik einer nächtlichen Bühne mit bunten Lichtkegeln',
  },
  attendanceMode: 'in_person',
  venue: workshopHall,
  fee: noFee,
  dates: [
    {
      key: 'evening',
      doors: { days: -24, weekday: 4, time: '18:30' },
      starts: { days: -24, weekday: 4, time: '19:00' },
      ends: { days: -24, weekday: 4, time: '21:30' },
    },
  ],
  products: [
    {
      key: 'seat',
      kind: 'admission',
      name: { en: 'A seat', de: 'Ein Sitzplatz' },
      priceMinor: 0n,
      tax: hstOntario,
      maxPerOrder: 3,
    },
    {
      key: 'friend',
      kind: 'admission',
      name: { en: 'A seat, and ten dollars for the roof', de: 'Ein Sitzplatz und zehn Dollar fürs Dach' },
      priceMinor: 10_00n,
      tax: hstOntario,
      maxPerOrder: 3,
    },
  ],
  pools: [{ key: 'chairs', name: 'Chairs', capacity: 90, draws: [{ product: 'seat' }, { product: 'friend' }] }],
  checkInLists: [{ key: 'door', name: 'Door', opensMinutesBefore: 45, closesMinutesAfter: 0, reentry: 'unlimited' }],
  demand: { orders: 42, favourites: { seat: 3, friend: 1 }, checkedIn: 0.81 },
}
