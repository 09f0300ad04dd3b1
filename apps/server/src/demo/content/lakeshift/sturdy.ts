import type { DemoEvent, DemoProduct } from '../shapes.ts'
import { feeToronto, hstOntario } from '../taxes.ts'

const passes = ['early', 'regular', 'student'] as const
const sizes = ['XS', 'S', 'M', 'L', 'XL', 'XXL'] as const

const workshop = (key: string, name: DemoProduct['name'], description: DemoProduct['name']): DemoProduct => ({
  key,
  kind: 'add_on',
  name,
  description,
  priceMinor: 140_00n,
  tax: hstOntario,
  dates: ['workshops'],
  maxPerOrder: 2,
})

/** Two days of talks after one of workshops: three prices for one room, small rooms beside it. */
export const sturdy: DemoEvent = {
  key: 'sturdy',
  slug: 'sturdy-conference',
  state: 'published',
  category: 'conference',
  title: {
    en: 'Sturdy: a conference about software that lasts',
    de: 'Sturdy: eine Konferenz über Software, die hält',
  },
  summary: {
    en: 'Two days and eighteen talks about systems that are still running, by the people who keep them so.',
    de: 'Zwei Tage und achtzehn Vorträge über Systeme, die noch laufen, von denen, die sie am Laufen halten.',
  },
  description: {
    en: `Most conferences are about what is new. Sturdy is about what is still there: the ferry timetable from 1994, the payroll that has survived four rewrites, the library catalogue that nobody dares to look at and everybody uses. Their keepers come and tell us how they did it, and what they would leave out.

**One track, two days, no sponsors on stage.** Talks are twenty-five minutes and the breaks are as long as the talks, because that is where you will learn most. On the day before there are two workshops in small groups: one on reading code that nobody has explained, one on deleting things safely.

All talks are captioned live in English. There is a quiet room, a room for children with two educators, and lunch that vegetarians do not have to apologise for. The venue is step-free.

If the price is what keeps you away, write to us. We hold back one pass in ten for that, and we do not ask why.`,
    de: `Die meisten Konferenzen handeln von dem, was neu ist. Sturdy handelt von dem, was noch da ist: vom Fährplan aus dem Jahr 1994, von der Lohnabrechnung, die vier Neufassungen überlebt hat, vom Bibliothekskatalog, den niemand anzusehen wagt und den alle benutzen. Wer sie hütet, kommt und erzählt, wie das ging und was man sich sparen kann.

**Ein Saal, zwei Tage, keine Werbung auf der Bühne.** Vorträge dauern fünfundzwanzig Minuten, und die Pausen sind so lang wie die Vorträge, denn dort lernt man am meisten. Am Tag davor gibt es zwei Workshops in kleinen Gruppen: einen über das Lesen von Code, den niemand erklärt hat, einen über das sichere Löschen.

Alle Vorträge werden live auf Englisch untertitelt. Es gibt einen Ruheraum, einen Raum für Kinder mit zwei Erzieherinnen und ein Mittagessen, für das sich niemand entschuldigen muss, der kein Fleisch isst. Das Haus ist stufenlos erreichbar.

Wenn es am Preis liegt, schreib uns. Jeder zehnte Pass ist dafür zurückgelegt, und wir fragen nicht nach dem Grund.`,
  },
  mosaic: { seed: 'sturdy-conference', palette: 'carnival', composition: 'amphitheatre' },
  pictureAlt: {
    en: 'Mosaic of a full auditorium in violet, turquoise and gold',
    de: 'Mosaik eines vollen Saals in Violett, Türkis und Gold',
  },
  attendanceMode: 'in_person',
  venue: {
    name: 'The Grain Hall',
    street: '17 Elevator Lane',
    postalCode: 'M5V 3K2',
    city: 'Toronto',
    region: 'ON',
    country: 'CA',
    latitude: 43.6367,
    longitude: -79.4012,
  },
  fee: feeToronto,
  dates: [
    {
      key: 'workshops',
      doors: { days: 75, weekday: 3, time: '09:00' },
      starts: { days: 75, weekday: 3, time: '09:30' },
      ends: { days: 75, weekday: 3, time: '17:00' },
      label: { en: 'Workshop day', de: 'Workshoptag' },
    },
    {
      key: 'day-one',
      doors: { days: 75, weekday: 3, plusDays: 1, time: '08:15' },
      starts: { days: 75, weekday: 3, plusDays: 1, time: '09:15' },
      ends: { days: 75, weekday: 3, plusDays: 1, time: '18:00' },
      label: { en: 'Talks, day one', de: 'Vorträge, erster Tag' },
    },
    {
      key: 'day-two',
      doors: { days: 75, weekday: 3, plusDays: 2, time: '08:45' },
      starts: { days: 75, weekday: 3, plusDays: 2, time: '09:15' },
      ends: { days: 75, weekday: 3, plusDays: 2, time: '16:30' },
      label: { en: 'Talks, day two', de: 'Vorträge, zweiter Tag' },
    },
  ],
  products: [
    {
      key: 'early',
      kind: 'admission',
      name: { en: 'Early pass', de: 'Frühbucherpass' },
      description: { en: 'Both days of talks. The first eighty.', de: 'Beide Vortragstage. Die ersten achtzig.' },
      priceMinor: 349_00n,
      tax: hstOntario,
      saleEnds: { days: 11, time: '23:59' },
      maxPerOrder: 5,
    },
    {
      key: 'regular',
      kind: 'admission',
      name: { en: 'Regular pass', de: 'Regulärer Pass' },
      description: { en: 'Both days of talks.', de: 'Beide Vortragstage.' },
      priceMinor: 449_00n,
      tax: hstOntario,
      maxPerOrder: 10,
    },
    {
      key: 'student',
      kind: 'admission',
      name: { en: 'Student pass', de: 'Studierendenpass' },
      description: { en: 'Both days of talks. Bring proof.', de: 'Beide Vortragstage. Bitte Nachweis mitbringen.' },
      priceMinor: 119_00n,
      tax: hstOntario,
      maxPerOrder: 1,
    },
    {
      key: 'supported',
      kind: 'admission',
      name: { en: 'Supported pass', de: 'Unterstützter Pass' },
      description: { en: 'By invitation.', de: 'Auf Einladung.' },
      priceMinor: 0n,
      tax: hstOntario,
      hidden: true,
      maxPerOrder: 1,
    },
    workshop(
      'reading',
      { en: 'Workshop: Reading what nobody explained', de: 'Workshop: Lesen, was niemand erklärt hat' },
      {
        en: 'A full day, sixteen people, one old code base.',
        de: 'Ein ganzer Tag, sechzehn Leute, eine alte Codebasis.',
      },
    ),
    workshop(
      'deleting',
      { en: 'Workshop: Deleting things safely', de: 'Workshop: Sicher löschen' },
      {
        en: 'A full day, twelve people, fewer lines at the end.',
        de: 'Ein ganzer Tag, zwölf Leute, am Ende weniger Zeilen.',
      },
    ),
    {
      key: 'jacket',
      kind: 'merchandise',
      name: { en: 'Hooded jacket', de: 'Kapuzenjacke' },
      description: {
        en: 'Says “still running”. Pick it up at registration.',
        de: 'Mit der Aufschrift „still running“. Abholung am Empfang.',
      },
      priceMinor: 65_00n,
      tax: hstOntario,
      maxPerOrder: 3,
      variants: sizes.map(size => ({ key: size.toLowerCase(), name: { en: size, de: size } })),
    },
  ],
  pools: [
    { key: 'hall', name: 'Grain Hall', capacity: 320, draws: [...passes, 'supported'].map(product => ({ product })) },
    { key: 'early', name: 'Early allotment', capacity: 80, draws: [{ product: 'early' }] },
    { key: 'student', name: 'Student allotment', capacity: 50, draws: [{ product: 'student' }] },
    { key: 'supported', name: 'Supported allotment', capacity: 32, draws: [{ product: 'supported' }] },
    { key: 'room-a', name: 'Room A: Reading', capacity: 16, draws: [{ product: 'reading', date: 'workshops' }] },
    { key: 'room-b', name: 'Room B: Deleting', capacity: 12, draws: [{ product: 'deleting', date: 'workshops' }] },
    ...sizes.map((size, number) => ({
      key: `jacket-${size.toLowerCase()}`,
      name: `Jackets ${size}`,
      capacity: [10, 25, 40, 40, 25, 10][number] ?? 10,
      draws: [{ product: 'jacket', variant: size.toLowerCase() }],
    })),
  ],
  questions: [
    {
      key: 'diet',
      askedOf: 'attendee',
      kind: 'choice',
      label: { en: 'What do you eat?', de: 'Was isst du?' },
      options: [
        { value: 'everything', label: { en: 'Everything', de: 'Alles' } },
        { value: 'vegetarian', label: { en: 'Vegetarian', de: 'Vegetarisch' } },
        { value: 'vegan', label: { en: 'Vegan', de: 'Vegan' } },
        { value: 'halal', label: { en: 'Halal', de: 'Halal' } },
        { value: 'kosher', label: { en: 'Kosher', de: 'Koscher' } },
        { value: 'gluten_free', label: { en: 'Gluten-free', de: 'Glutenfrei' } },
      ],
      required: true,
      products: [...passes, 'supported'],
      answers: [
        'everything',
        'vegetarian',
        'vegan',
        'everything',
        'halal',
        'vegetarian',
        'gluten_free',
        'everything',
        'kosher',
      ],
    },
    {
      key: 'size',
      askedOf: 'attendee',
      kind: 'choice',
      label: { en: 'Your T-shirt size', de: 'Deine T-Shirt-Größe' },
      hint: {
        en: 'Included in every pass; “none” saves a shirt.',
        de: 'In jedem Pass enthalten; „keins“ spart ein Hemd.',
      },
      options: [
        ...sizes.map(size => ({ value: size.toLowerCase(), label: { en: size, de: size } })),
        { value: 'none', label: { en: 'None, thank you', de: 'Keins, danke' } },
      ],
      required: true,
      products: [...passes, 'supported'],
      answers: ['m', 'l', 's', 'none', 'xl', 'm', 'l', 'xs', 'none', 'xxl'],
    },
    {
      key: 'badge',
      askedOf: 'attendee',
      kind: 'text',
      label: { en: 'Organisation on your badge', de: 'Organisation auf dem Namensschild' },
      hint: { en: 'Leave it empty if you come as yourself.', de: 'Leer lassen, wenn du für dich selbst kommst.' },
      required: false,
      products: [...passes, 'supported'],
      answers: [
        'Ferry Authority',
        '',
        'City Library',
        'Two Person Cooperative',
        '',
        'Water Works',
        'Institute for Slow Data',
      ],
    },
    {
      key: 'care',
      askedOf: 'order',
      kind: 'number',
      label: { en: 'How many children come to the children’s room?', de: 'Wie viele Kinder kommen in den Kinderraum?' },
      required: false,
      answers: ['', '', '1', '', '2', ''],
    },
  ],
  gates: ['Registration', 'Room A', 'Room B'],
  checkInLists: [
    {
      key: 'registration',
      name: 'Registration, day one',
      products: [...passes, 'supported'],
      dates: ['day-one'],
      opensMinutesBefore: 90,
      closesMinutesAfter: 0,
      reentry: 'unlimited',
    },
    {
      key: 'second-day',
      name: 'Entrance, day two',
      products: [...passes, 'supported'],
      dates: ['day-two'],
      opensMinutesBefore: 60,
      closesMinutesAfter: 0,
      reentry: 'unlimited',
    },
    {
      key: 'workshops',
      name: 'Workshop rooms',
      products: ['reading', 'deleting'],
      dates: ['workshops'],
      opensMinutesBefore: 45,
      closesMinutesAfter: 0,
      reentry: 'unlimited',
    },
    { key: 'jackets', name: 'Jacket table', products: ['jacket'], reentry: 'none' },
  ],
  demand: { orders: 75, favourites: { early: 4, regular: 4, student: 2, reading: 2, deleting: 2, jacket: 1 } },
}
