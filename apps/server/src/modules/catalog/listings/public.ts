import type { Translated } from '@tessera/kernel/translated'
import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import type { EventPicture, EventState, WholeEvent } from '../events/public.ts'

/** One event in a list, as everybody sees it. */
export type EventCard = {
  eventId: string
  organizerId: string
  slug: string
  organizerSlug: string
  organizerName: string
  state: Exclude<EventState, 'draft'>
  title: Translated
  summary: Translated
  category: string
  timezone: string
  firstStartsAt: Date
  lastEndsAt: Date
  dateCount: number
  attendanceMode: 'in_person' | 'online' | 'hybrid'
  venueName: string | null
  city: string | null
  country: string | null
  latitude: number | null
  longitude: number | null
  currency: string
  fromPriceMinor: bigint | null
  toPriceMinor: bigint | null
  picture: EventPicture | null
  palette: string | null
}

/** A moment, or a day as it is counted where the event takes place. */
export type When = { instant: Date } | { day: string }

export type EventSearch = {
  q?: string
  from?: When
  to?: When
  category?: string
  city?: string
  free?: boolean
  online?: boolean
  /** An organizer's slug. */
  organizer?: string
  /** Default: what is still to come, the next first; `past` begins with the latest. */
  time: 'upcoming' | 'past' | 'any'
  sort: 'date' | 'relevance'
  limit: number
  cursor?: string
}

export type SearchPage = {
  cards: EventCard[]
  nextCursor: string | null
  /** Nothing had these words, so what is spelt alike was searched for. */
  corrected: boolean
}

export type Facet = { value: string; count: number }
export type Facets = { categories: Facet[]; cities: Facet[] }

export type SaleState = 'on_sale' | 'not_yet' | 'ended' | 'sold_out' | 'unavailable'

/** An event's page: what everybody may know of it, and in which state the sale of each product is. */
export type EventPage = { whole: WholeEvent; saleStates: Map<string, SaleState> }

export type Listings = {
  search(search: EventSearch): Promise<SearchPage>
  facets(search: Pick<EventSearch, 'q' | 'from' | 'to' | 'organizer' | 'free' | 'online' | 'time'>): Promise<Facets>
  /** By id or by any address it ever had; null for drafts and for what does not exist. Hidden products only if named. */
  page(idOrSlug: string, hiddenProductId?: string | null): Promise<EventPage | null>
  card(idOrSlug: string): Promise<EventCard | null>
  /** Ends events whose last date is over and turns listings to the next date; for every organizer. */
  keepUpWithTime(): Promise<{ ended: number; turned: number }>
}

/** For organizers: their name and address stand in each of their listings. */
export type OrganizerListings = {
  /** Called in the transaction that changes an organizer's name or address. */
  refreshOrganizer(tx: Tx): Promise<void>
}

export const listingErrors = defineErrors('listings', {
  not_found: { status: 404, title: 'There is no such event' },
})
