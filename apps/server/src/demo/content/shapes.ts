import type { CompositionName, PaletteName } from '@tessera/mosaic/mosaic'

/** The demo as data: what a loader turns into rows through the same use cases as any organizer's click. */
export interface DemoContent {
  organizers: readonly DemoOrganizer[]
  /** Who buys; orders are generated from them in this order. */
  buyers: readonly DemoBuyer[]
}

export type Bilingual = Readonly<Record<'en' | 'de', string>>
export type DemoLocale = 'en' | 'de'

export interface DemoOrganizer {
  key: string
  slug: string
  name: string
  about: Bilingual
  website: string
  contactEmail: string
  legalName: string
  legalAddress: string
  country: 'DE' | 'CA'
  timezone: string
  currency: 'EUR' | 'CAD'
  defaultLocale: DemoLocale
  /** Its page and whatever has no palette of its own. */
  palette: PaletteName
  team: readonly DemoMember[]
  events: readonly DemoEvent[]
}

export type DemoRole = 'owner' | 'admin' | 'manager' | 'finance' | 'support' | 'door' | 'viewer'

export interface DemoMember {
  role: DemoRole
  name: string
  email: string
  locale: DemoLocale
  /** Keys of the events that this person is limited to. */
  events?: readonly string[]
}

export interface DemoBuyer {
  name: string
  email: string
  locale: DemoLocale
}

/** 1 is Monday, 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Wall time in the event's zone, counted from the day on which the demo is made. */
export interface RelativeTime {
  /** From that day; negative is before it. */
  days: number
  /** The first such weekday on or after that day. */
  weekday?: Weekday
  /** After the weekday was found: the second and third day of a weekend. */
  plusDays?: number
  /** `19:30` */
  time: string
}

export interface DemoEvent {
  /** Unique in its organizer. */
  key: string
  slug: string
  /** What it becomes; a cancelled or ended event was published and sold before. */
  state: 'draft' | 'published' | 'cancelled' | 'ended'
  /** Said to buyers of a cancelled event. */
  cancelReason?: string
  category: DemoCategory
  title: Bilingual
  summary: Bilingual
  /** Markdown. */
  description: Bilingual
  /** What to draw as its picture: spread into `mosaicSvg` with the sizes that are needed. */
  mosaic: { seed: string; palette: PaletteName; composition: CompositionName }
  /** What the picture shows, for whoever does not see it. */
  pictureAlt: Bilingual
  attendanceMode: 'in_person' | 'online' | 'hybrid'
  venue?: DemoVenue
  onlineUrl?: string
  fee: DemoFee
  dates: readonly DemoDate[]
  products: readonly DemoProduct[]
  pools: readonly DemoPool[]
  questions?: readonly DemoQuestion[]
  gates?: readonly string[]
  checkInLists: readonly DemoCheckInList[]
  demand: DemoDemand
}

export type DemoCategory =
  | 'music'
  | 'theatre'
  | 'family'
  | 'conference'
  | 'community'
  | 'technology'
  | 'literature'
  | 'food'

export interface DemoVenue {
  name: string
  street: string
  postalCode: string
  city: string
  region?: string
  country: 'DE' | 'CA'
  latitude: number
  longitude: number
}

/** Added to every unit that costs something. */
export interface DemoFee {
  fixedMinor: bigint
  ratePpm: number
  payer: 'buyer' | 'organizer'
}

export interface DemoDate {
  key: string
  doors?: RelativeTime
  starts: RelativeTime
  ends: RelativeTime
  label?: Bilingual
}

export interface DemoTax {
  code: string
  label: Bilingual
  ratePpm: number
  /** Whether prices with this tax are written with it (Germany) or without (Canada). */
  inclusive: boolean
}

export interface DemoProduct {
  /** Unique in its event. */
  key: string
  kind: 'admission' | 'add_on' | 'merchandise'
  name: Bilingual
  description?: Bilingual
  priceMinor: bigint
  tax: DemoTax
  /** The buyer picks one of these dates; absent: good for the whole event. */
  dates?: readonly string[]
  saleStarts?: RelativeTime
  saleEnds?: RelativeTime
  minPerOrder?: number
  maxPerOrder?: number
  /** Only for whom the organizer gave the link. */
  hidden?: boolean
  variants?: readonly DemoVariant[]
}

export interface DemoVariant {
  /** Unique in its product. */
  key: string
  name: Bilingual
  /** Absent: the product's price. */
  priceMinor?: bigint
}

/** A line takes from every pool that one of the draws ties it to, all or nothing. */
export interface DemoPool {
  key: string
  /** In the organizer's language, for the team. */
  name: string
  /** Null is unlimited. */
  capacity: number | null
  draws: readonly DemoDraw[]
}

/** Without variant or date: any variant, any date of the product. */
export interface DemoDraw {
  product: string
  variant?: string
  date?: string
}

export interface DemoQuestion {
  key: string
  askedOf: 'order' | 'attendee'
  kind: 'text' | 'long_text' | 'choice' | 'choices' | 'checkbox' | 'number'
  label: Bilingual
  hint?: Bilingual
  options?: readonly { value: string; label: Bilingual }[]
  required: boolean
  /** Asked only with these products. */
  products?: readonly string[]
  /** What generated attendees answer, in turn. */
  answers: readonly (string | readonly string[] | boolean)[]
}

export interface DemoCheckInList {
  key: string
  /** In the organizer's language, for door staff. */
  name: string
  /** Absent: every admission. */
  products?: readonly string[]
  /** Absent: every date. */
  dates?: readonly string[]
  /** Absent on both sides: open at any time. */
  opensMinutesBefore?: number
  closesMinutesAfter?: number
  reentry: 'none' | 'after_exit' | 'unlimited'
}

/** How the generated orders fill the event. */
export interface DemoDemand {
  /** About how many orders; with `sellOut` as many as it takes. */
  orders: number
  /** Orders are made until nothing is left. */
  sellOut?: boolean
  /** How likely each product goes into an order, by key; absent: all alike. */
  favourites?: Readonly<Record<string, number>>
  /** Share of tickets that were scanned, for events in the past and of today. */
  checkedIn?: number
}
