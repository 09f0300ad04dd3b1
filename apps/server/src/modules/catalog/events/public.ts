import type { EventId, OrganizerId } from '@tessera/kernel/ids'
import type { Translated } from '@tessera/kernel/translated'
import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
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

export type DateForSale = { id: string; startsAt: Date; endsAt: Date | null; label: Translated; state: 'scheduled' | 'cancelled' }

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
  venue: { name: string | null; street: string | null; postalCode: string | null; city: string | null; region: string | null; country: string | null }
  onlineUrl: string | null
  palette: string | null
  pictureId: string | null
  dates: Array<DateForSale & { doorsAt: Date | null; sequence: number }>
}

export type Catalog = {
  /** Reads the event as it is sold now; null where there is none. Callers may keep it and prove its version at the moment of sale. */
  forSale(organizerId: OrganizerId | string, eventId: EventId | string): Promise<EventForSale | null>
  /** Called in the transaction of any change that touches what is sold; holds priced before it are then refused as stale. */
  bumpCatalogVersion(tx: Tx, eventId: EventId | string): Promise<void>
  /** Heads of events by id, for those that exist. */
  heads(tx: Tx, eventIds: readonly string[]): Promise<Map<string, EventHead>>
}

/** A module that keeps something of its own for each event copies it when the event is cloned, in the same transaction. */
export type EventCloneParticipant = {
  copy(tx: Tx, fromEventId: string, toEventId: string, mapping: EventCloneMapping): Promise<void>
}
/** Old id → new id of what was copied; dates are shifted by `shiftDays` local days. */
export type EventCloneMapping = { parts: ReadonlySet<string>; dates: Map<string, string>; products: Map<string, string>; variants: Map<string, string>; shiftDays: number; timezone: string }

export const eventPublished = defineEvent<{ slug: string }>('events.published')
export const eventCancelled = defineEvent<{ slug: string }>('events.cancelled')
export const eventChanged = defineEvent<{ slug: string }>('events.changed')

export const eventErrors = defineErrors('events', {
  not_found: { status: 404, title: 'There is no such event' },
  slug_taken: { status: 409, title: 'This address is taken' },
  not_publishable: { status: 422, title: 'The event cannot be published yet' },
  has_orders: { status: 409, title: 'The event has orders' },
  wrong_state: { status: 409, title: 'The event is not in a state for that' },
})
