import { queryOptions } from '@tanstack/react-query'
import type { Event } from '@tessera/sdk'
import * as sdk from '@tessera/sdk'
import { answer, client, filled, ifMatch, keyed } from './client.ts'

export type { Event, EventDate } from '@tessera/sdk'
export type EventState = Event['state']
export type NewEvent = sdk.CreateEventData['body']
export type EventPatch = NonNullable<sdk.UpdateEventData['body']>
export type CloneWish = sdk.CloneEventData['body']
export type DateBody = sdk.CreateEventDateData['body']
export type DatePatch = NonNullable<sdk.UpdateEventDateData['body']>
export type EventFilter = { state?: EventState; q?: string; cursor?: string; limit?: number }

export const eventsQuery = (organizer: string, filter: EventFilter) =>
  queryOptions({
    queryKey: [organizer, 'events', filter],
    queryFn: () => answer(sdk.listEvents({ path: { organizer }, query: filled(filter) })),
    placeholderData: before => before,
  })

export const eventQuery = (organizer: string, event: string) =>
  queryOptions({
    queryKey: [organizer, 'event', event],
    queryFn: () => answer(sdk.getEvent({ path: { organizer, event } })),
  })

export const createEvent = (organizer: string, body: NewEvent) =>
  answer(sdk.createEvent({ path: { organizer }, body, headers: keyed() }))
export const updateEvent = (organizer: string, event: string, version: number, body: EventPatch) =>
  answer(sdk.updateEvent({ path: { organizer, event }, body, headers: ifMatch(version) }))
export const publishEvent = (organizer: string, event: string) =>
  answer(sdk.publishEvent({ path: { organizer, event } }))
export const unpublishEvent = (organizer: string, event: string) =>
  answer(sdk.unpublishEvent({ path: { organizer, event } }))
export const cancelEvent = (organizer: string, event: string, reason: string) =>
  answer(sdk.cancelEvent({ path: { organizer, event }, body: { reason } }))
export const postponeEvent = (organizer: string, event: string, reason: string) =>
  answer(sdk.postponeEvent({ path: { organizer, event }, body: { reason } }))
export const rescheduleEvent = (
  organizer: string,
  event: { id: string; version: number },
  body: sdk.RescheduleEventData['body'],
) => answer(sdk.rescheduleEvent({ path: { organizer, event: event.id }, body, headers: ifMatch(event.version) }))
export const cloneEvent = (organizer: string, event: string, body: CloneWish) =>
  answer(sdk.cloneEvent({ path: { organizer, event }, body, headers: keyed() }))

export const addDate = (organizer: string, event: string, body: DateBody) =>
  answer(sdk.createEventDate({ path: { organizer, event }, body, headers: keyed() }))
export const updateDate = (organizer: string, event: string, date: { id: string; version: number }, body: DatePatch) =>
  answer(sdk.updateEventDate({ path: { organizer, event, date: date.id }, body, headers: ifMatch(date.version) }))
export const removeDate = (organizer: string, event: string, date: { id: string; version: number }) =>
  answer(sdk.deleteEventDate({ path: { organizer, event, date: date.id }, headers: ifMatch(date.version) }))

type Picture = { file: File; alt: Readonly<Record<string, string>> }

/** A form, not JSON, so the SDK's own function cannot send it; the browser names the boundary. */
export function setPicture(organizer: string, event: Event, { file, alt }: Picture): Promise<Event> {
  const form = new FormData()
  form.set('alt', JSON.stringify(alt))
  form.set('file', file)
  return answer(
    client.put<sdk.SetEventPictureResponses, sdk.SetEventPictureErrors>({
      url: '/v1/organizers/{organizer}/events/{event}/picture',
      path: { organizer, event: event.id },
      body: form,
      bodySerializer: null,
      headers: { ...ifMatch(event.version), 'Content-Type': null },
    }),
  )
}

export const removePicture = (organizer: string, event: Event) =>
  answer(sdk.removeEventPicture({ path: { organizer, event: event.id }, headers: ifMatch(event.version) }))
