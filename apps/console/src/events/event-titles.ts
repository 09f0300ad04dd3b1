import { useQuery } from '@tanstack/react-query'
import { useLocalized } from '@tessera/ui/i18n'
import { type Event, eventsQuery } from '../api/events.ts'
import { useMay, useOrganizer } from '../session.ts'

/** The events that lists and choices name; the newest hundred. */
export function useEvents(): readonly Event[] {
  const organizer = useOrganizer()
  const may = useMay()
  const { data } = useQuery({
    ...eventsQuery(organizer.id, { limit: 100 }),
    enabled: may('events.view'),
    staleTime: 60_000,
  })
  return data?.data ?? []
}

/** `const titleOf = useEventTitles(); titleOf(order.event_id)` */
export function useEventTitles(): (eventId: string) => string {
  const said = useLocalized()
  const titles = new Map(useEvents().map(event => [event.id, said(event.title)]))
  return eventId => titles.get(eventId) ?? '–'
}
