import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { StatusBadge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocalized } from '@tessera/ui/i18n'
import { PageTitle } from '@tessera/ui/page-title'
import { Pagination } from '@tessera/ui/pagination'
import { PosterImage, type PosterImageProps } from '@tessera/ui/poster-image'
import { Select } from '@tessera/ui/select'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Event, type EventState, eventsQuery } from '../../api/events.ts'
import { useCategoryName } from '../../events/categories.tsx'
import { useCursorPages } from '../../forms/cursor-pages.ts'
import { ProblemNotice } from '../../forms/problem-notice.tsx'
import { SearchField } from '../../forms/search-field.tsx'
import { useTableSort } from '../../layout/use-table-sort.ts'
import { LinkButton } from '../../link-button.tsx'
import { useMay, useOrganizer } from '../../session.ts'

const STATES: readonly EventState[] = ['draft', 'published', 'ended', 'cancelled', 'postponed']
type Search = { q?: string; state?: EventState }

export const Route = createFileRoute('/_frame/events/')({
  validateSearch: (search: Record<string, unknown>): Search => ({
    ...(typeof search.q === 'string' && search.q ? { q: search.q } : {}),
    ...(STATES.includes(search.state as EventState) ? { state: search.state as EventState } : {}),
  }),
  component: EventsPage,
})

function useEventColumns(): Column<Event>[] {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const categoryName = useCategoryName()
  return [
    {
      id: 'title',
      sortable: true,
      header: t('event.title'),
      primary: true,
      cell: event => (
        <span className="flex items-center gap-3">
          <PosterImage
            seed={event.id}
            src={event.picture?.sizes[0]?.url}
            palette={(event.palette ?? undefined) as PosterImageProps['palette']}
            width={96}
            height={64}
            className="h-8 w-12 shrink-0 rounded-sm"
          />
          <span className="min-w-0 text-balance">{said(event.title)}</span>
        </span>
      ),
    },
    {
      id: 'when',
      sortable: true,
      header: t('events.next_date'),
      cell: event => {
        const date = nextDate(event)
        return date ? <DateTime at={date.starts_at} zone={event.timezone} format="short" /> : '–'
      },
    },
    {
      id: 'dates',
      sortable: true,
      header: t('events.dates'),
      numeric: true,
      wideOnly: true,
      cell: event => event.dates.length,
    },
    {
      id: 'where',
      sortable: true,
      header: t('events.where'),
      cell: event => (event.attendance_mode === 'online' ? t('event.online') : (event.venue?.city ?? '–')),
    },
    {
      id: 'category',
      header: t('event.category'),
      wideOnly: true,
      sortable: true,
      cell: event => categoryName(event.category),
    },
    {
      id: 'state',
      header: t('events.state'),
      corner: true,
      sortable: true,
      cell: event => <StatusBadge of="event" state={event.state} />,
    },
  ]
}

function nextDate(event: Event) {
  const now = Date.now()
  const alive = event.dates.filter(date => date.state === 'scheduled')
  return alive.find(date => Date.parse(date.ends_at ?? date.starts_at) > now) ?? alive.at(-1) ?? event.dates[0]
}

function EventsPage() {
  const { t } = useTranslation('console')
  const { t: ui } = useTranslation('ui')
  const organizer = useOrganizer()
  const may = useMay()
  const search = Route.useSearch()
  const navigate = useNavigate({ from: '/events/' })
  const pages = useCursorPages(`${organizer.id} ${JSON.stringify(search)}`)
  const { data, error, isLoading } = useQuery(
    eventsQuery(organizer.id, { ...search, cursor: pages.cursor, limit: 100 }),
  )
  const columns = useEventColumns()
  const said = useLocalized()
  const sorted = useTableSort(data?.data ?? [], {
    title: event => said(event.title),
    when: event => Date.parse(nextDate(event)?.starts_at ?? '') || null,
    dates: event => event.dates.length,
    where: event => event.venue?.city ?? null,
    category: event => event.category,
    state: event => ui(`state.event.${event.state}`),
  })
  // Part of a list that is sorted would be taken for the top of all of it.
  const all = data?.next_cursor === null && pages.isFirst
  const filtered = Boolean(search.q ?? search.state)
  const create = may('events.create') && (
    <LinkButton to="/start/event" variant="primary" icon={<Plus aria-hidden="true" />}>
      {t('frame.new_event')}
    </LinkButton>
  )
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle actions={create}>{t('nav.events')}</PageTitle>
      <ProblemNotice error={error} />
      <Card padding="none">
        <div className="grid gap-2 border-b border-line p-3 md:grid-cols-[minmax(0,20rem)_12rem]">
          <SearchField
            label={t('events.search')}
            value={search.q ?? ''}
            onSearch={q => void navigate({ search: { ...search, q: q || undefined }, replace: true })}
          />
          <Select
            label={t('events.state')}
            hideLabel
            value={search.state ?? ''}
            options={[
              { value: '', label: t('events.any_state') },
              ...STATES.map(state => ({ value: state, label: ui(`state.event.${state}`) })),
            ]}
            onValueChange={state => void navigate({ search: { ...search, state: (state as EventState) || undefined } })}
          />
        </div>
        <DataTable
          caption={t('nav.events')}
          columns={columns}
          rows={all ? sorted.rows : (data?.data ?? [])}
          sort={sorted.sort}
          onSortChange={all ? sorted.onSortChange : undefined}
          rowKey={event => event.id}
          loading={isLoading}
          onOpen={event => void navigate({ to: '/events/$event', params: { event: event.id } })}
          empty={
            filtered ? (
              <EmptyState
                title={t('events.none_found')}
                action={<Button onClick={() => void navigate({ search: {} })}>{t('action.clear_filters')}</Button>}
              >
                {t('events.none_found_text')}
              </EmptyState>
            ) : (
              <EmptyState title={t('events.none')} action={create}>
                {t('events.none_text')}
              </EmptyState>
            )
          }
        />
        {(data?.next_cursor || !pages.isFirst) && (
          <div className="border-t border-line">
            <Pagination onPrevious={pages.previous} onNext={pages.nextOf(data?.next_cursor)} />
          </div>
        )}
      </Card>
    </div>
  )
}
