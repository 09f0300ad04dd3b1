import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { useTranslation } from 'react-i18next'
import { AttendeeList } from '../../attendees/attendee-list.tsx'
import { type AttendeeSearch, readAttendeeSearch } from '../../attendees/attendee-search.ts'
import { EventChoice, nextEvent } from '../../events/event-choice.tsx'
import { useEvents } from '../../events/event-titles.ts'

type Search = AttendeeSearch & { event?: string }

export const Route = createFileRoute('/_frame/attendees')({
  validateSearch: (search: Record<string, unknown>): Search => ({
    ...readAttendeeSearch(search),
    ...(typeof search.event === 'string' ? { event: search.event } : {}),
  }),
  component: AttendeesPage,
})

function AttendeesPage() {
  const { t } = useTranslation('console')
  const { event, ...search } = Route.useSearch()
  const navigate = useNavigate({ from: '/attendees' })
  const events = useEvents()
  const chosen = event ?? nextEvent(events, new Date())?.id
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle>{t('nav.attendees')}</PageTitle>
      <EventChoice value={chosen} onValueChange={next => void navigate({ search: { event: next } })} />
      {chosen ? (
        <AttendeeList
          eventId={chosen}
          search={search}
          onSearch={next => void navigate({ search: { ...next, event }, replace: true })}
        />
      ) : (
        <EmptyState title={t('attendee.none')}>{t('attendee.none_text')}</EmptyState>
      )}
    </div>
  )
}
