import type { DemoEvent } from '../shapes.ts'
import { feeToronto, hstOntario } from '../taxes.ts'

/** Online, no limit but the stream's. */
export const queuesInDaylight: DemoEvent = {
  key: 'queues',
  slug: 'queues-in-daylight',
  state: 'published',
  category: 'technology',
  title: { en: 'Queues in Daylight', de: 'Warteschlangen bei Tageslicht' },
  summary: {
    en: 'An online talk about waiting: at the bakery, at the border, in the kernel. With live experiments.',
    de: 'Ein Online-Vortrag über das Warten: beim Bäcker, an der Grenze, im Kernel. Mit Versuchen in Echtzeit.',
  },
  description: {
    en: `Why is the other line always faster? Because there are more of them. From this one sentence we walk, with bread rolls, a stopwatch and a small simulation that you run in your own browser, to the law that holds for supermarkets, motorways and message brokers alike.

You will be able to say afterwards how long a queue gets at ninety per cent load, why adding a till helps less than opening it earlier, and what fairness costs. No mathematics beyond a fraction, and that one is explained.

Ninety minutes with questions. The link comes with your ticket; the recording stays online for two weeks. In English, with live captions in English and German.`,
    de: `Warum geht es in der anderen Schlange immer schneller? Weil es mehr von ihnen gibt. Von diesem einen Satz aus gehen wir mit Brötchen, einer Stoppuhr und einer kleinen Simulation, die im eigenen Browser läuft, bis zu dem Gesetz, das für Supermärkte, Autobahnen und Nachrichtensysteme gleichermaßen gilt.

Danach kannst du sagen, wie lang eine Schlange bei neunzig Prozent Auslastung wird, warum eine weitere Kasse weniger hilft als eine, die früher öffnet, und was Gerechtigkeit kostet. Keine Mathematik jenseits eines Bruchs, und der wird erklärt.

Neunzig Minuten mit Fragen. Der Link kommt mit dem Ticket; die Aufzeichnung bleibt zwei Wochen online. Auf Englisch, mit Live-Untertiteln auf Englisch und Deutsch.`,
  },
  mosaic: { seed: 'queues-in-daylight', palette: 'orchid', composition: 'flow' },
  pictureAlt: {
    en: 'Mosaic of flowing ribbons in violet and pink',
    de: 'Mosaik aus fließenden Bändern in Violett und Rosa',
  },
  attendanceMode: 'online',
  onlineUrl: 'https://stream.lakeshift.example/queues',
  fee: feeToronto,
  dates: [
    { key: 'live', starts: { days: 22, weekday: 4, time: '12:00' }, ends: { days: 22, weekday: 4, time: '13:30' } },
  ],
  products: [
    {
      key: 'seat',
      kind: 'admission',
      name: { en: 'Live seat and recording', de: 'Live dabei, mit Aufzeichnung' },
      priceMinor: 15_00n,
      tax: hstOntario,
      maxPerOrder: 5,
    },
    {
      key: 'student',
      kind: 'admission',
      name: { en: 'Student or between jobs', de: 'Im Studium oder ohne Arbeit' },
      priceMinor: 0n,
      tax: hstOntario,
      maxPerOrder: 1,
    },
  ],
  pools: [{ key: 'stream', name: 'Stream', capacity: 1000, draws: [{ product: 'seat' }, { product: 'student' }] }],
  checkInLists: [],
  demand: { orders: 38, favourites: { seat: 4, student: 1 } },
}
