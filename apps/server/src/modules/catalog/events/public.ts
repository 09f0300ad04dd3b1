import type { EventId, OrganizerId } from '@tessera/kernel/ids'
import type { Translated } from '@tessera/kernel/translated'
import type { GlobalTx, Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { defineEvent } from '../../../platform/outbox/outbox.ts'

export type EventState = 'draft' | 'published' | 'ended' | 'cancelled' | 'postponed'

export type TaxForSale = { code: string; label: Translated; ratePpm: number }

export type VariantForSale = { id: string; name: Translated; priceMinor: bigint | null }

export type ProductForSale = {
  id: string
  kind: 'admission' | 'add_on' | 'merchandise'
  name: Translated
  priceMinor: bigint
  priceIncludesTax: boolean
  tax: TaxForSale | null
  /** A buyer picks one of these dates; null is the whole event. */
  dateIds: string[] | null
  saleStartsAt: Date | null
  saleEndsAt: Date | null
  minPerOrder: number
  maxPerOrder: number
  hidden: boolean
  variants: VariantForSale[]
}

export type DateForSale = {
  id: string
  startsAt: Date
  endsAt: Date | null
  label: Translated
  state: 'scheduled' | 'cancelled'
}

export type QuestionForSale = {
  id: string
  askedOf: 'order' | 'attendee'
  label: Translated
  kind: 'text' | 'long_text' | 'choice' | 'choices' | 'checkbox' | 'number' | 'date' | 'country' | 'phone' | 'email'
  options: Array<{ value: string; label: Translated }>
  required: boolean
  /** Asked only with these products; null is with every one. */
  productIds: string[] | null
}

/** All that selling needs to know of an event, as of one version of its catalogue. Archived things are left out. */
export type EventForSale = {
  event: {
    id: string
    organizerId: string
    slug: string
    state: EventState
    title: Translated
    timezone: string
    currency: string
    defaultLocale: string
    /** Grows with every change of what is sold or at which price. */
    catalogVersion: number
    feeFixedMinor: bigint
    feePpm: number
    feePayer: 'buyer' | 'organizer'
  }
  dates: DateForSale[]
  products: ProductForSale[]
  questions: QuestionForSale[]
}

/** What mails, documents, calendars and door staff say about an event. */
export type EventHead = {
  id: string
  slug: string
  state: EventState
  title: Translated
  summary: Translated
  timezone: string
  currency: string
  defaultLocale: string
  attendanceMode: 'in_person' | 'online' | 'hybrid'
  venue: {
    name: string | null
    street: string | null
    postalCode: string | null
    city: string | null
    region: string | null
    country: string | null
  }
  onlineUrl: string | null
  palette: string | null
  pictureId: string | null
  dates: Array<DateForSale & { doorsAt: Date | null; sequence: number }>
}

export type Catalog = {
  /** Reads the event as it is sold now; null where there is none. Callers may keep it and prove its version at the moment of sale. */
  forSale(organizerId: OrganizerId | string, eventId: EventId | string): Promise<EventForSale | null>
  /** The version and state of what is being sold, locked against change until the transaction ends: whoever calls an event off waits for the orders that came before. */
  lockForSale(tx: Tx, eventIds: readonly string[]): Promise<Map<string, { state: EventState; catalogVersion: number }>>
  /** Called in the transaction of any change that touches what is sold; holds priced before it are then refused as stale. */
  bumpCatalogVersion(tx: Tx, eventId: EventId | string): Promise<void>
  /** Heads of events by id, for those that exist. */
  heads(tx: Tx, eventIds: readonly string[]): Promise<Map<string, EventHead>>
  /** Everything about one event at one moment; null where there is none. */
  whole(tx: Tx, eventId: string): Promise<WholeEvent | null>
  /** The same for readers: shared by all of them, not to be altered, and not for a transaction that changes the event. */
  current(tx: Tx, eventId: string): Promise<WholeEvent | null>
  /** The event that has or ever had this address, of whichever organizer; drafts too. */
  eventOfSlug(tx: GlobalTx, slug: string): Promise<string | null>
  /** The part of it that selling needs. */
  saleOf(whole: WholeEvent): EventForSale
}

/** A module that keeps something of its own for each event copies it when the event is cloned, in the same transaction. */
export type EventCloneParticipant = {
  copy(tx: Tx, fromEventId: string, toEventId: string, mapping: EventCloneMapping): Promise<void>
}
/** Old id → new id of what was copied; dates are shifted by `shiftDays` local days. */
export type EventCloneMapping = {
  parts: ReadonlySet<string>
  dates: Map<string, string>
  products: Map<string, string>
  variants: Map<string, string>
  shiftDays: number
  timezone: string
}

export const eventPublished = defineEvent<{ slug: string }>('events.published')
/** With the organizer's words for buyers. */
export const eventCancelled = defineEvent<{ slug: string; reason: string }>('events.cancelled')
/** It does not take place as announced; a new date follows. */
export const eventPostponed = defineEvent<{ slug: string; reason: string }>('events.postponed')
/** These dates are at other times now. */
export const eventRescheduled = defineEvent<{ slug: string; reason: string | null; date_ids: string[] }>(
  'events.rescheduled',
)
/** One date does not take place; the event does. */
export const eventDateCancelled = defineEvent<{ slug: string; date_id: string }>('events.date_cancelled')
export const eventChanged = defineEvent<{ slug: string }>('events.changed')

export const eventErrors = defineErrors('events', {
  not_found: { status: 404, title: 'There is no such event' },
  slug_taken: { status: 409, title: 'This address is taken' },
  not_publishable: { status: 422, title: 'The event cannot be published yet' },
  has_orders: { status: 409, title: 'The event has orders' },
  wrong_state: { status: 409, title: 'The event is not in a state for that' },
  last_date: { status: 409, title: 'An event keeps at least one date' },
  date_in_use: { status: 409, title: 'A product is for this date, or something was sold for it; cancel it instead' },
  date_not_found: { status: 404, title: 'The event has no such date' },
  picture_refused: { status: 422, title: 'This file cannot be used as a picture' },
})

export type Venue = EventHead['venue'] & { latitude: number | null; longitude: number | null }

/** The service fee of the platform or the organizer, added to each paid unit. */
export type EventFee = { fixedMinor: bigint; ppm: number; payer: 'buyer' | 'organizer' }

export type EventDate = DateForSale & { doorsAt: Date | null; sequence: number; version: number }

export type PictureSize = { name: string; width: number; height: number; contentType: string }
export type EventPicture = { fileId: string; alt: Translated; sizes: PictureSize[] }

/** An event as its organizer edits it. */
export type EventRecord = Omit<EventHead, 'venue' | 'dates' | 'pictureId'> & {
  organizerId: string
  description: Translated
  category: string
  venue: Venue
  fee: EventFee
  picture: EventPicture | null
  dates: EventDate[]
  externalId: string | null
  sourceUrl: string | null
  importHash: string | null
  catalogVersion: number
  version: number
  createdAt: Date
  publishedAt: Date | null
  cancelledAt: Date | null
  cancelReason: string | null
}

export type ProductOnOffer = ProductForSale & { description: Translated }
export type QuestionOnOffer = QuestionForSale & { hint: Translated }

/** An event with all that it offers, read at one moment: what listings and event pages are made of. */
export type WholeEvent = { event: EventRecord; products: ProductOnOffer[]; questions: QuestionOnOffer[] }

export type NewDate = { startsAt: Date; endsAt?: Date | null; doorsAt?: Date | null; label?: Translated }
/** Where a date has moved to. */
export type MovedDate = { id: string; startsAt: Date; endsAt: Date | null; doorsAt: Date | null }
export type DateChange = Partial<Required<NewDate>> & { state?: DateForSale['state'] }

export type NewEvent = {
  title: Translated
  summary?: Translated
  description?: Translated
  category?: string
  timezone: string
  currency: string
  defaultLocale: string
  attendanceMode?: EventHead['attendanceMode']
  venue?: Partial<Venue> | null
  onlineUrl?: string | null
  palette?: string | null
  fee?: EventFee
  dates: NewDate[]
  /** Without one it is made of the title. */
  slug?: string
  /** Given by seeds only, for ids that stay the same. */
  id?: string
  externalId?: string | null
  sourceUrl?: string | null
  importHash?: string | null
}
export type EventChange = Partial<Omit<NewEvent, 'dates' | 'id' | 'externalId'>>

export type CloneWish = {
  title?: Translated
  parts: ReadonlySet<string>
} & ({ shiftDays: number } | { firstStartsAt: Date })

export type EventQuery = {
  state?: EventState
  q?: string
  /** Only these, for members limited to some events. */
  eventIds: readonly string[] | null
  limit: number
  after: { createdAt: string; id: string } | null
}

export type KnownImport = { id: string; importHash: string | null }

/** Keeps what everybody sees of an event true: called at the end of every change, in its transaction. */
export type EventProjection = {
  /** Whoever has just read the event in this transaction hands it over. */
  refresh(tx: Tx, eventId: string, whole?: WholeEvent): Promise<void>
}

/** Changes of events inside the caller's transaction; each bumps versions, keeps the listing true, records and tells. */
export type EventWrites = {
  create(tx: Tx, organizerId: string, input: NewEvent, actor: Actor): Promise<EventRecord>
  edit(tx: Tx, eventId: string, version: number | null, change: EventChange, actor: Actor): Promise<EventRecord>
  replaceDates(tx: Tx, eventId: string, dates: NewDate[], actor: Actor): Promise<EventRecord>
  publish(tx: Tx, eventId: string, actor: Actor): Promise<EventRecord>
  /** Publishes a draft that the same transaction has made, with so many products. */
  publishNew(tx: Tx, made: EventRecord, products: number, actor: Actor): Promise<EventRecord>
  /** Which of these external ids are events already. */
  imported(tx: Tx, externalIds: readonly string[]): Promise<Map<string, KnownImport>>
  cancel(tx: Tx, eventId: string, reason: string, actor: Actor): Promise<EventRecord>
}

/** What the organizer's side does with events. Everything that does not exist for the tenant is `events.not_found`. */
export type Events = {
  readonly in: EventWrites
  get(organizerId: string, eventId: string): Promise<EventRecord>
  list(organizerId: string, query: EventQuery): Promise<EventRecord[]>
  create(organizerId: string, input: NewEvent, actor: Actor): Promise<EventRecord>
  edit(organizerId: string, eventId: string, version: number, change: EventChange, actor: Actor): Promise<EventRecord>
  publish(organizerId: string, eventId: string, actor: Actor): Promise<EventRecord>
  unpublish(organizerId: string, eventId: string, actor: Actor): Promise<EventRecord>
  cancel(organizerId: string, eventId: string, reason: string, actor: Actor): Promise<EventRecord>
  postpone(organizerId: string, eventId: string, reason: string, actor: Actor): Promise<EventRecord>
  reschedule(
    organizerId: string,
    eventId: string,
    move: { version: number; dates: readonly MovedDate[]; reason: string | null },
    actor: Actor,
  ): Promise<EventRecord>
  clone(organizerId: string, eventId: string, wish: CloneWish, actor: Actor): Promise<EventRecord>
  addDate(organizerId: string, eventId: string, date: NewDate, actor: Actor): Promise<EventDate>
  editDate(
    organizerId: string,
    eventId: string,
    dateId: string,
    version: number,
    change: DateChange,
    actor: Actor,
    /** Whoever has a ticket for it gets a mail when it moves or is called off. */
    tellBuyers?: boolean,
  ): Promise<EventDate>
  removeDate(organizerId: string, eventId: string, dateId: string, version: number, actor: Actor): Promise<void>
  setPicture(
    which: { organizerId: string; eventId: string; version: number },
    content: Uint8Array,
    alt: Translated,
    actor: Actor,
  ): Promise<EventRecord>
  removePicture(which: { organizerId: string; eventId: string; version: number }, actor: Actor): Promise<EventRecord>
  /** A stored picture's bytes, for everybody; null for anything that is no picture. */
  pictureFile(fileId: string, size: string): Promise<{ content: Uint8Array; contentType: string } | null>
  /** Ends those of these events whose last date is over, by the database's clock; answers how many were. */
  endOver(organizerId: string, eventIds: readonly string[]): Promise<number>
}
