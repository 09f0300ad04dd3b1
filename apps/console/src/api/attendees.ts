import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, filled } from './client.ts'

export type { Attendee } from '@tessera/sdk'

export type AttendeeFilter = {
  q?: string
  product?: string
  date?: string
  checked_in?: 'true' | 'false'
  cursor?: string
  limit?: number
}

export const attendeesQuery = (organizer: string, event: string, filter: AttendeeFilter) =>
  queryOptions({
    queryKey: [organizer, 'event', event, 'attendees', filter],
    queryFn: () => answer(sdk.listAttendees({ path: { organizer, event }, query: filled(filter) })),
    placeholderData: before => before,
  })

/** A plain link: the browser saves the file by itself. */
export const attendeesFile = (organizer: string, event: string, locale: string) =>
  `/v1/organizers/${organizer}/events/${event}/attendees.csv?locale=${locale}`
