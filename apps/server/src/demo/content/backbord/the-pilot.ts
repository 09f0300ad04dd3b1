import type { DemoEvent } from '../shapes.ts'
import { feeHamburg, vatFull } from '../taxes.ts'
import { admissionLists, categoryPools, categoryProducts, evening, mainStage } from './season.ts'

const dates = [
  evening('premiere', { days: 12, weekday: 5, time: '19:30' }, '21:45', { en: 'Opening night', de: 'Premiere' }),
  evening('second', { days: 12, weekday: 5, plusDays: 1, time: '19:30' }, '21:45'),
  evening('third', { days: 12, weekday: 5, plusDays: 8, time: '19:30' }, '21:45', {
    en: 'With talk afterwards',
    de: 'Mit Nachgespräch',
  }),
  evening('matinee', { days: 12, weekday: 5, plusDays: 9, time: '15:00' }, '17:15', {
    en: 'Sunday matinee, audio-described',
    de: 'Sonntagsmatinee mit Audiodeskription',
  }),
]

export const thePilot: DemoEvent = {
  key: 'pilot',
  slug: 'die-lotsin',
  state: 'published',
  category: 'theatre',
  title: { en: 'The Pilot', de: 'Die Lotsin' },
  summary: {
    en: 'She brings ships home. One night the fog does not lift, and the ship on the radio has been scrapped for years.',
    de: 'Sie bringt Schiffe nach Hause. Eines Nachts hebt sich der Nebel nicht, und das Schiff im Funk ist seit Jahren verschrottet.',
  },
  description: {
    en: `For thirty years Wiebke Harmsen has climbed up rope ladders in the dark and said the same sentence on two thousand bridges: *Good evening, Captain, I'll take her from here.* On her last night before retirement a freighter calls in that she knows. She was on board when it went to the breakers.

*The Pilot* is a chamber play for two voices, one radio and a great deal of fog. It asks what we owe to those whom we have guided, and whether one can hand over a life as one hands over a watch. It is also, more often than you would expect, very funny.

Two hours and fifteen minutes, one interval. In German with English surtitles. The matinee is audio-described; a touch tour of the stage starts at 14:00.`,
    de: `Seit dreißig Jahren klettert Wiebke Harmsen im Dunkeln Strickleitern hinauf und sagt auf zweitausend Brücken denselben Satz: *Moin, Käpt'n, ab hier mach ich das.* In ihrer letzten Nacht vor der Rente meldet sich ein Frachter, den sie kennt. Sie war an Bord, als er zum Abwracken ging.

*Die Lotsin* ist ein Kammerspiel für zwei Stimmen, ein Funkgerät und sehr viel Nebel. Es fragt, was wir denen schulden, die wir geleitet haben, und ob man ein Leben übergeben kann, wie man eine Wache übergibt. Es ist außerdem, öfter als man denkt, sehr komisch.

Zwei Stunden fünfzehn Minuten, eine Pause. Auf Deutsch mit englischen Übertiteln. Die Matinee wird mit Audiodeskription gespielt; um 14:00 Uhr beginnt eine Tastführung über die Bühne.`,
  },
  mosaic: { seed: 'die-lotsin', palette: 'elbe', composition: 'skyline' },
  pictureAlt: {
    en: 'Mosaic of a city on the river under a pale moon',
    de: 'Mosaik einer Stadt am Fluss unter blassem Mond',
  },
  attendanceMode: 'in_person',
  venue: mainStage,
  fee: feeHamburg,
  dates,
  products: [
    ...categoryProducts(
      dates.map(date => date.key),
      [
        [42_00n, 24_00n],
        [32_00n, 18_00n],
        [19_00n, 12_00n],
      ],
    ),
    {
      key: 'programme',
      kind: 'merchandise',
      name: { en: 'Programme booklet', de: 'Programmheft' },
      description: {
        en: 'With the play in full. Collect it at the cloakroom.',
        de: 'Mit dem ganzen Stücktext. Abholung an der Garderobe.',
      },
      priceMinor: 4_50n,
      tax: vatFull,
      maxPerOrder: 4,
    },
  ],
  pools: [
    ...categoryPools(dates),
    { key: 'programmes', name: 'Programmhefte', capacity: null, draws: [{ product: 'programme' }] },
  ],
  gates: ['Haupteingang', 'Galerietreppe'],
  checkInLists: admissionLists(dates),
  demand: { orders: 70, favourites: { 'cat-1': 4, 'cat-2': 5, 'cat-3': 2, programme: 1 } },
}
