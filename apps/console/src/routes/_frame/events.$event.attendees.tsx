import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { AttendeeList } from '../../attendees/attendee-list.tsx'
import { readAttendeeSearch } from '../../attendees/attendee-search.ts'

export const Route = createFileRoute('/_frame/events/$event/attendees')({
  validateSearch: readAttendeeSearch,
  component: EventAttendeesPage,
})

function EventAttendeesPage() {
  const { event: eventId } = Route.useParams()
  const search = Route.useSearch()
  const navigate = useNavigate({ from: '/events/$event/attendees' })
  return (
    <AttendeeList eventId={eventId} search={search} onSearch={next => void navigate({ search: next, replace: true })} />
  )
}
