import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { OrganizerProfile, SearchEventsData } from '@tessera/sdk'
import { getAvailability, getOrganizerProfile, getPublicEvent, listEventFacets, searchEvents } from '@tessera/sdk'
import { answer } from './answer.ts'

export type { AskedQuestion, EventCard, Offer, PublicEvent } from '@tessera/sdk'

export type EventFilter = Pick<
  NonNullable<SearchEventsData['query']>,
  'q' | 'from' | 'to' | 'category' | 'city' | 'free' | 'online' | 'organizer' | 'time'
>

export const eventsQuery = (filter: EventFilter) =>
  infiniteQueryOptions({
    queryKey: ['events', filter],
    queryFn: ({ pageParam }) => answer(searchEvents({ query: { ...filter, limit: 24, cursor: pageParam } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  })

export const facetsQuery = (filter: Pick<EventFilter, 'q' | 'from' | 'to' | 'free' | 'online'>) =>
  queryOptions({
    queryKey: ['facets', filter],
    queryFn: () => answer(listEventFacets({ query: filter })),
    staleTime: 60_000,
    placeholderData: previous => previous,
  })

/** `product` opens a hidden product that its organizer has given the link of. */
export const eventQuery = (slug: string, product?: string) =>
  queryOptions({
    queryKey: ['event', slug, product ?? null],
    queryFn: () => answer(getPublicEvent({ path: { event: slug }, query: { product } })),
  })

export const availabilityQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['availability', eventId],
    queryFn: () => answer(getAvailability({ path: { event: eventId } })),
    staleTime: 5_000,
    refetchInterval: 20_000,
  })

export const organizerQuery = (slug: string) =>
  queryOptions({
    queryKey: ['organizer', slug],
    queryFn: (): Promise<OrganizerProfile> => answer(getOrganizerProfile({ path: { slug } })),
    staleTime: 60_000,
  })

export const eventCalendarUrl = (slug: string, locale: string) =>
  `/v1/events/${encodeURIComponent(slug)}/calendar.ics?locale=${locale}`

/** Events of any time, for finding the one that somebody has bought tickets for. */
export const findEventsQuery = (q: string) =>
  queryOptions({
    queryKey: ['find-events', q],
    queryFn: () => answer(searchEvents({ query: { q, time: 'any', limit: 6 } })),
    enabled: q.length > 1,
    placeholderData: previous => previous,
  })
