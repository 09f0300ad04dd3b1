import type { DemoEvent } from '../shapes.ts'
import { feeHamburg } from '../taxes.ts'
import { admissionLists, categoryPools, categoryProducts, evening, mainStage } from './season.ts'

const dates = [
  evening('first', { days: 26, weekday: 4, time: '20:00' }, '22:20'),
  evening('second', { days: 26, weekday: 4, plusDays: 1, time: '20:00' }, '22:20'),
  evening('third', { days: 26, weekday: 4, plusDays: 2, time: '20:00' }, '22:20', {
    en: 'Last performance',
    de: 'Letzte Vorstellung',
  }),
]

export const littleFish: DemoEvent = {
  key: 'revue',
  slug: 'kleine-fische-grosse-fische',
  state: 'published',
  category: 'theatre',
  title: { en: 'Little Fish, Big Fish', de: 'Kleine Fische, große Fische' },
  summary: {
    en: 'A revue about money in nineteen songs, one bankruptcy and a live herring. The herring is a puppet.',
    de: 'Eine Revue über das Geld in neunzehn Liedern, einem Konkurs und einem lebenden Hering. Der Hering ist eine Puppe.',
  },
  description: {
    en: `A fishmonger inherits a bank. She has never owned one before, and neither, it turns out, had the previous owner. What follows is an evening of swing, tango and double-entry bookkeeping with an eight-piece band that has to be paid every night on stage, in cash.

The audience decides at the interval whether the bank is rescued. We have rehearsed both second halves. So far, in previews, nobody has chosen the same way twice in a row.

Two hours and twenty minutes with an interval. In German; the songs are translated in the programme, which costs nothing, because somebody in this house has to give something away.`,
    de: `Eine Fischverkäuferin erbt eine Bank. Sie hat noch nie eine besessen, und der Vorbesitzer, wie sich zeigt, auch nicht. Es folgt ein Abend mit Swing, Tango und doppelter Buchführung und einer achtköpfigen Band, die jeden Abend auf offener Bühne bezahlt werden muss, in bar.

In der Pause entscheidet das Publikum, ob die Bank gerettet wird. Geprobt sind beide zweiten Hälften. In den Voraufführungen hat sich bisher niemand zweimal hintereinander gleich entschieden.

Zwei Stunden zwanzig Minuten mit Pause. Auf Deutsch; die Lieder stehen übersetzt im Programmzettel. Der kostet nichts, denn irgendwer in diesem Haus muss ja etwas verschenken.`,
  },
  mosaic: { seed: 'fische-13', palette: 'poppy', composition: 'emblem' },
  pictureAlt: {
    en: 'Mosaic of a fish on a chequered floor in sea blue',
    de: 'Mosaik eines Fisches auf Schachbrettboden in Meerblau',
  },
  attendanceMode: 'in_person',
  venue: mainStage,
  fee: feeHamburg,
  dates,
  products: categoryProducts(
    dates.map(date => date.key),
    [
      [46_00n, 26_00n],
      [36_00n, 20_00n],
      [22_00n, 14_00n],
    ],
  ),
  pools: categoryPools(dates),
  gates: ['Haupteingang', 'Galerietreppe'],
  checkInLists: admissionLists(dates),
  demand: { orders: 45, favourites: { 'cat-1': 3, 'cat-2': 4, 'cat-3': 3 } },
}
