import { useNavigate } from '@tanstack/react-router'
import { StatusBadge } from '@tessera/ui/badge'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { PosterImage, type PosterImageProps } from '@tessera/ui/poster-image'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { useTableSort } from '../layout/use-table-sort.ts'
import { useCategoryName } from './categories.tsx'

type Props = {
  events: readonly Event[]
  /** Whether these are all: part of a list that is sorted would be taken for the top of all of it. */
  complete: boolean
  loading: boolean
  empty: ReactNode
}

export function EventTable({ events, complete, loading, empty }: Props) {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  const columns = useEventColumns()
  const sorted = useSortedEvents(events)
  return (
    <DataTable
      caption={t('nav.events')}
      columns={columns}
      rows={complete ? sorted.rows : events}
      sort={sorted.sort}
      onSortChange={complete ? sorted.onSortChange : undefined}
      rowKey={event => event.id}
      loading={loading}
      onOpen={event => void navigate({ to: '/events/$event', params: { event: event.id } })}
      empty={empty}
    />
  )
}

function useSortedEvents(events: readonly Event[]) {
  const said = useLocalized()
  const { t: ui } = useTranslation('ui')
  return useTableSort(events, {
    title: event => said(event.title),
    when: event => Date.parse(nextDate(event)?.starts_at ?? '') || null,
    dates: event => event.dates.length,
    where: event => event.venue?.city ?? null,
    category: event => event.category,
    state: event => ui(`state.event.${event.state}`),
  })
}

function useEventColumns(): Column<Event>[] {
  const { t } = useTranslation('console')
  const categoryName = useCategoryName()
  return [
    {
      id: 'title',
      sortable: true,
      header: t('event.title'),
      primary: true,
      cell: event => <PosterAndTitle event={event} />,
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

function PosterAndTitle({ event }: { event: Event }) {
  const said = useLocalized()
  return (
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
  )
}

function nextDate(event: Event) {
  const now = Date.now()
  const alive = event.dates.filter(date => date.state === 'scheduled')
  return alive.find(date => Date.parse(date.ends_at ?? date.starts_at) > now) ?? alive.at(-1) ?? event.dates[0]
}
