import type { DemoEvent } from '../shapes.ts'
import { feeHamburg, vatFull, vatReduced } from '../taxes.ts'

const days = ['friday', 'saturday', 'sunday'] as const
const dayNames = { friday: 'Freitag', saturday: 'Samstag', sunday: 'Sonntag' } as const
const sizes = ['s', 'm', 'l', 'xl'] as const
const shirtStock = { s: 40, m: 70, l: 60, xl: 30 } as const

/** A weekend whose tickets share the ground: who has a pass takes a place on each of the three days. */
export const threeDaysOfTide: DemoEvent = {
  key: 'tide',
  slug: 'drei-tage-flut',
  state: 'published',
  category: 'music',
  title: { en: 'Three Days of Tide', de: 'Drei Tage Flut' },
  summary: {
    en: 'Music, water and long light: three days and two nights on the dyke, with a stage that follows the tide.',
    de: 'Musik, Wasser und langes Licht: drei Tage und zwei Nächte am Deich, mit einer Bühne, die mit der Flut geht.',
  },
  description: {
    en: `Twice a day the Elbe comes up to the foot of the dyke, and twice a day it leaves again. Our programme does the same. When the water is high, the **pontoon stage** plays: brass, choirs, slow electronics. When it is low, everything moves up to the meadow, where it gets loud.

Thirty-one bands and projects from nine countries play over the weekend, among them the harbour orchestra with forty foghorns, a Faroese trio that sings in the bathing hut, and the last-ever concert of a punk band that has announced four of those before. The full timetable goes up four weeks ahead; the tide table is already fixed.

**Camping** is on the back meadow, ten minutes on foot, with showers, a quiet field for families and a bakery van from six in the morning. Bring a tent that can stand some wind. Cars park on the gravel by the lock; the shuttle boat from the city goes every forty minutes and costs nothing.

Children up to twelve come in free with an adult. There is a viewing platform with step-free access at both stages, and ear defenders to borrow at the information hut.`,
    de: `Zweimal am Tag kommt die Elbe bis an den Fuß des Deichs, und zweimal am Tag geht sie wieder. Unser Programm macht es genauso. Bei Hochwasser spielt die **Pontonbühne**: Blech, Chöre, langsame Elektronik. Bei Niedrigwasser zieht alles hinauf auf die Wiese, und dort wird es laut.

Einunddreißig Bands und Projekte aus neun Ländern spielen an diesem Wochenende, darunter das Hafenorchester mit vierzig Nebelhörnern, ein färöisches Trio, das im Badehaus singt, und das allerletzte Konzert einer Punkband, die schon vier davon angekündigt hat. Der ganze Zeitplan erscheint vier Wochen vorher; der Tidenkalender steht schon fest.

**Gezeltet** wird auf der hinteren Wiese, zehn Minuten zu Fuß, mit Duschen, einem ruhigen Feld für Familien und einem Bäckerwagen ab sechs Uhr früh. Bringt ein Zelt mit, das etwas Wind verträgt. Autos stehen auf dem Schotterplatz an der Schleuse; das Pendelboot aus der Stadt fährt alle vierzig Minuten und kostet nichts.

Kinder bis zwölf kommen in Begleitung kostenlos hinein. An beiden Bühnen gibt es ein Podest mit stufenlosem Zugang, und an der Infohütte kann man Gehörschutz leihen.`,
  },
  mosaic: { seed: 'drei-tage-flut', palette: 'lagoon', composition: 'waves' },
  pictureAlt: {
    en: 'Mosaic of rolling waves below a low orange sun',
    de: 'Mosaik aus rollenden Wellen unter einer tiefen, orangen Sonne',
  },
  attendanceMode: 'in_person',
  venue: {
    name: 'Vorland am alten Schleusendeich',
    street: 'Am Schleusendeich 1',
    postalCode: '21129',
    city: 'Hamburg',
    region: 'HH',
    country: 'DE',
    latitude: 53.5312,
    longitude: 9.8245,
  },
  fee: feeHamburg,
  dates: days.map((key, number) => ({
    key,
    doors: { days: 68, weekday: 5, plusDays: number, time: number === 0 ? '14:00' : '10:30' },
    starts: { days: 68, weekday: 5, plusDays: number, time: number === 0 ? '16:00' : '11:30' },
    ends: { days: 68, weekday: 5, plusDays: number, time: number === 2 ? '20:00' : '23:45' },
    label: {
      en: ['Friday: high water at 18:10', 'Saturday: the long day', 'Sunday: last tide'][number] ?? '',
      de: ['Freitag: Hochwasser um 18:10', 'Samstag: der lange Tag', 'Sonntag: letzte Flut'][number] ?? '',
    },
  })),
  products: [
    {
      key: 'early-pass',
      kind: 'admission',
      name: { en: 'Weekend pass, early', de: 'Wochenendpass, früh' },
      description: {
        en: 'All three days. The first 200, or until the date.',
        de: 'Alle drei Tage. Die ersten 200, oder bis zum Stichtag.',
      },
      priceMinor: 99_00n,
      tax: vatReduced,
      saleEnds: { days: -6, time: '23:59' },
      maxPerOrder: 6,
    },
    {
      key: 'pass',
      kind: 'admission',
      name: { en: 'Weekend pass', de: 'Wochenendpass' },
      description: {
        en: 'All three days, come and go as you like.',
        de: 'Alle drei Tage, kommen und gehen, wie ihr mögt.',
      },
      priceMinor: 129_00n,
      tax: vatReduced,
      maxPerOrder: 6,
    },
    {
      key: 'day',
      kind: 'admission',
      name: { en: 'Day ticket', de: 'Tagesticket' },
      description: { en: 'One day of your choice.', de: 'Ein Tag nach Wahl.' },
      priceMinor: 59_00n,
      tax: vatReduced,
      dates: days,
      maxPerOrder: 8,
      variants: [
        { key: 'regular', name: { en: 'Regular', de: 'Normal' } },
        {
          key: 'reduced',
          name: { en: 'Reduced: pupils, students, low income', de: 'Ermäßigt: Schule, Studium, wenig Geld' },
          priceMinor: 39_00n,
        },
      ],
    },
    {
      key: 'child',
      kind: 'admission',
      name: { en: 'Child up to 12, whole weekend', de: 'Kind bis 12, ganzes Wochenende' },
      description: {
        en: 'Free, but we need to know how many come.',
        de: 'Kostenlos, aber wir müssen wissen, wie viele kommen.',
      },
      priceMinor: 0n,
      tax: vatReduced,
      maxPerOrder: 4,
    },
    {
      key: 'pitch',
      kind: 'add_on',
      name: { en: 'Camping, Friday to Monday', de: 'Camping, Freitag bis Montag' },
      description: {
        en: 'One pitch for a tent of up to four people.',
        de: 'Ein Platz für ein Zelt mit bis zu vier Personen.',
      },
      priceMinor: 35_00n,
      tax: vatReduced,
      maxPerOrder: 2,
      variants: [
        { key: 'meadow', name: { en: 'Back meadow', de: 'Hintere Wiese' } },
        { key: 'quiet', name: { en: 'Quiet field (families)', de: 'Ruhiges Feld (Familien)' } },
        { key: 'van', name: { en: 'Camper van, with electricity', de: 'Wohnmobil, mit Strom' }, priceMinor: 68_00n },
      ],
    },
    {
      key: 'parking',
      kind: 'add_on',
      name: { en: 'Parking by the lock', de: 'Parken an der Schleuse' },
      description: { en: 'One car for the whole weekend.', de: 'Ein Auto für das ganze Wochenende.' },
      priceMinor: 18_00n,
      tax: vatFull,
      maxPerOrder: 1,
    },
    {
      key: 'shirt',
      kind: 'merchandise',
      name: { en: 'Tide table T-shirt', de: 'Tidenkalender-T-Shirt' },
      description: {
        en: 'Organic cotton, printed in the harbour. Pick it up at the information hut.',
        de: 'Bio-Baumwolle, im Hafen gedruckt. Abholung an der Infohütte.',
      },
      priceMinor: 26_00n,
      tax: vatFull,
      maxPerOrder: 4,
      variants: sizes.map(size => ({ key: size, name: { en: size.toUpperCase(), de: size.toUpperCase() } })),
    },
    {
      key: 'cup',
      kind: 'merchandise',
      name: { en: 'Enamel cup', de: 'Emaillebecher' },
      priceMinor: 12_00n,
      tax: vatFull,
      maxPerOrder: 6,
    },
  ],
  pools: [
    ...days.map(day => ({
      key: `site-${day}`,
      name: `Gelände, ${dayNames[day]}`,
      capacity: 900,
      draws: [{ product: 'early-pass' }, { product: 'pass' }, { product: 'child' }, { product: 'day', date: day }],
    })),
    { key: 'early', name: 'Frühpass', capacity: 200, draws: [{ product: 'early-pass' }] },
    {
      key: 'pitches',
      name: 'Zeltplätze',
      capacity: 220,
      draws: [
        { product: 'pitch', variant: 'meadow' },
        { product: 'pitch', variant: 'quiet' },
      ],
    },
    {
      key: 'quiet-pitches',
      name: 'Zeltplätze, davon ruhiges Feld',
      capacity: 60,
      draws: [{ product: 'pitch', variant: 'quiet' }],
    },
    { key: 'vans', name: 'Wohnmobile', capacity: 24, draws: [{ product: 'pitch', variant: 'van' }] },
    { key: 'cars', name: 'Stellplätze', capacity: 180, draws: [{ product: 'parking' }] },
    ...sizes.map(size => ({
      key: `shirt-${size}`,
      name: `T-Shirts ${size.toUpperCase()}`,
      capacity: shirtStock[size],
      draws: [{ product: 'shirt', variant: size }],
    })),
    { key: 'cups', name: 'Becher', capacity: 150, draws: [{ product: 'cup' }] },
  ],
  questions: [
    {
      key: 'plate',
      askedOf: 'order',
      kind: 'text',
      label: { en: 'Licence plate', de: 'Kennzeichen' },
      hint: { en: 'So that the lock keeper lets you through.', de: 'Damit der Schleusenwärter euch durchlässt.' },
      required: false,
      products: ['parking'],
      answers: ['HH-TF 1204', 'STD-AL 77', 'B-MK 4410', 'L-ÖW 302'],
    },
    {
      key: 'access',
      askedOf: 'attendee',
      kind: 'choices',
      label: { en: 'What would help you?', de: 'Was würde dir helfen?' },
      options: [
        { value: 'platform', label: { en: 'A place on the raised platform', de: 'Ein Platz auf dem Podest' } },
        { value: 'companion', label: { en: 'A companion ticket', de: 'Ein Ticket für eine Begleitperson' } },
        {
          value: 'hearing',
          label: { en: 'Induction loop at the pontoon stage', de: 'Induktionsschleife an der Pontonbühne' },
        },
      ],
      required: false,
      products: ['pass', 'early-pass', 'day'],
      answers: [[], [], [], [], ['platform'], [], [], ['hearing']],
    },
  ],
  gates: ['Deichtor', 'Schleuse', 'Zeltwiese'],
  checkInLists: [
    ...days.map(day => ({
      key: day,
      name: `Einlass, ${dayNames[day]}`,
      products: ['early-pass', 'pass', 'day', 'child'],
      dates: [day],
      opensMinutesBefore: 150,
      closesMinutesAfter: 0,
      reentry: 'after_exit' as const,
    })),
    { key: 'camping', name: 'Zeltplatz', products: ['pitch'], reentry: 'unlimited' },
    { key: 'hut', name: 'Infohütte', products: ['shirt', 'cup'], reentry: 'none' },
  ],
  demand: {
    orders: 90,
    favourites: { 'early-pass': 3, pass: 5, day: 6, child: 1, pitch: 3, parking: 2, shirt: 2, cup: 1 },
  },
}
