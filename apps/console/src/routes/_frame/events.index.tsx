import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { PageTitle } from '@tessera/ui/page-title'
import { useTranslation } from 'react-i18next'
import { type EventState, eventsQuery } from '../../api/events.ts'
import { EVENT_STATES, EventFilters, type EventSearch } from '../../events/event-filters.tsx'
import { EventTable } from '../../events/event-table.tsx'
import { NewEventLink, NoEvents, NoEventsFound } from '../../events/no-events.tsx'
import { useCursorPages } from '../../forms/cursor-pages.ts'
import { ListCard } from '../../layout/list-card.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/')({
  validateSearch: (search: Record<string, unknown>): EventSearch => ({
    ...(typeof search.q === 'string' && search.q ? { q: search.q } : {}),
    ...(EVENT_STATES.includes(search.state as EventState) ? { state: search.state as EventState } : {}),
  }),
  component: EventsPage,
})

function EventsPage() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  const search = Route.useSearch()
  const navigate = useNavigate({ from: '/events/' })
  const pages = useCursorPages(`${organizer.id} ${JSON.stringify(search)}`)
  const { data, error, isLoading } = useQuery(
    eventsQuery(organizer.id, { ...search, cursor: pages.cursor, limit: 100 }),
  )
  const filtered = Boolean(search.q ?? search.state)
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle actions={may('events.create') && <NewEventLink />}>{t('nav.events')}</PageTitle>
      <ListCard
        pages={pages}
        data={data}
        error={error}
        filters={
          <EventFilters
            search={search}
            onType={next => void navigate({ search: next, replace: true })}
            onChoose={next => void navigate({ search: next })}
          />
        }
      >
        <EventTable
          events={data?.data ?? []}
          complete={data?.next_cursor === null && pages.isFirst}
          loading={isLoading}
          empty={filtered ? <NoEventsFound onClear={() => void navigate({ search: {} })} /> : <NoEvents />}
        />
      </ListCard>
    </div>
  )
}
