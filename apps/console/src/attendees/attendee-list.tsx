import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Badge } from '@tessera/ui/badge'
import { LinkButton as Anchor } from '@tessera/ui/button'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { Select } from '@tessera/ui/select'
import { Check, Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Attendee, attendeesFile, attendeesQuery } from '../api/attendees.ts'
import { type Event, eventQuery } from '../api/events.ts'
import { productsQuery } from '../api/products.ts'
import { useDayText } from '../events/day-text.ts'
import { useCursorPages } from '../forms/cursor-pages.ts'
import { SearchField } from '../forms/search-field.tsx'
import { ListCard } from '../layout/list-card.tsx'
import { useLineName } from '../orders/line-name.ts'
import { useMay, useOrganizer } from '../session.ts'
import type { AttendeeSearch } from './attendee-search.ts'

type Props = { eventId: string; search: AttendeeSearch; onSearch: (search: AttendeeSearch) => void }

/** Who comes: found by name, narrowed by ticket and evening, taken along as a file. */
export function AttendeeList({ eventId, search, onSearch }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  const navigate = useNavigate()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const pages = useCursorPages(`${eventId} ${JSON.stringify(search)}`)
  const { data, error, isLoading } = useQuery(
    attendeesQuery(organizer.id, eventId, {
      q: search.q,
      product: search.product,
      date: search.date,
      checked_in: search.entered,
      cursor: pages.cursor,
      limit: 50,
    }),
  )
  const columns = useAttendeeColumns(event)
  const filtered = Object.values(search).some(Boolean)
  return (
    <ListCard
      pages={pages}
      data={data}
      error={error}
      filters={
        <>
          <Filters eventId={eventId} event={event} search={search} onSearch={onSearch} />
          {may('attendees.export') && <ExportLink eventId={eventId} />}
        </>
      }
    >
      <DataTable
        caption={t('nav.attendees')}
        columns={columns}
        rows={data?.data ?? []}
        rowKey={attendee => attendee.line_id}
        loading={isLoading}
        onOpen={
          may('orders.view')
            ? attendee => void navigate({ to: '/orders/$order', params: { order: attendee.order_id } })
            : undefined
        }
        empty={
          <EmptyState title={t(filtered ? 'attendee.none_found' : 'attendee.none')}>
            {t(filtered ? 'attendee.none_found_text' : 'attendee.none_text')}
          </EmptyState>
        }
      />
    </ListCard>
  )
}

function ExportLink({ eventId }: { eventId: string }) {
  const { t } = useTranslation('console')
  const { locale } = useLocale()
  const organizer = useOrganizer()
  return (
    <Anchor
      href={attendeesFile(organizer.id, eventId, locale)}
      download
      icon={<Download aria-hidden="true" />}
      className="md:ms-auto"
    >
      {t('attendee.export')}
    </Anchor>
  )
}

function useAttendeeColumns(event: Event | undefined): Column<Attendee>[] {
  const { t } = useTranslation('console')
  const lineName = useLineName()
  const zone = event?.timezone ?? 'UTC'
  const columns: Column<Attendee>[] = [
    {
      id: 'name',
      header: t('attendee.name'),
      primary: true,
      cell: attendee => (
        <span className="grid">
          <span>{attendee.attendee_name ?? attendee.buyer.name}</span>
          <span className="text-xs font-normal break-all text-quiet">
            {attendee.attendee_email ?? attendee.buyer.email}
          </span>
        </span>
      ),
    },
    {
      id: 'product',
      header: t('attendee.ticket'),
      cell: lineName,
    },
    {
      id: 'date',
      header: t('attendee.date'),
      cell: attendee => {
        const date = event?.dates.find(each => each.id === attendee.date_id)
        return date ? <DateTime at={date.starts_at} zone={zone} format="short" /> : '–'
      },
    },
    {
      id: 'order',
      header: t('order.title'),
      cell: attendee => <span className="figures font-mono text-[0.8125rem]">{attendee.order_code}</span>,
    },
    {
      id: 'entered',
      header: t('attendee.entered'),
      corner: true,
      cell: attendee =>
        attendee.entered_at ? (
          <Badge tone="success" icon={<Check aria-hidden="true" />}>
            <DateTime at={attendee.entered_at} zone={zone} format="time" />
          </Badge>
        ) : (
          <span className="text-quiet">{t('attendee.not_entered')}</span>
        ),
    },
  ]
  return event && event.dates.length > 1 ? columns : columns.filter(column => column.id !== 'date')
}

type FilterProps = Props & { event: Event | undefined }

function Filters({ eventId, event, search, onSearch }: FilterProps) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const set = (part: AttendeeSearch) => onSearch({ ...search, ...part })
  const dayText = useDayText(event?.timezone)
  return (
    <>
      <SearchField
        label={t('attendee.search')}
        value={search.q ?? ''}
        onSearch={q => set({ q: q || undefined })}
        className="w-full md:w-64"
      />
      <Select
        label={t('attendee.ticket')}
        hideLabel
        className="w-full md:w-44"
        value={search.product ?? ''}
        options={[
          { value: '', label: t('attendee.any_ticket') },
          ...(products?.data ?? []).map(product => ({ value: product.id, label: said(product.name) })),
        ]}
        onValueChange={product => set({ product: product || undefined })}
      />
      {event && event.dates.length > 1 && (
        <Select
          label={t('attendee.date')}
          hideLabel
          className="w-full md:w-44"
          value={search.date ?? ''}
          options={[
            { value: '', label: t('attendee.any_date') },
            ...event.dates.map(date => ({ value: date.id, label: dayText(date.starts_at) })),
          ]}
          onValueChange={date => set({ date: date || undefined })}
        />
      )}
      <Select
        label={t('attendee.entered')}
        hideLabel
        className="w-full md:w-40"
        value={search.entered ?? ''}
        options={[
          { value: '', label: t('attendee.entered_or_not') },
          { value: 'true', label: t('attendee.entered') },
          { value: 'false', label: t('attendee.not_entered') },
        ]}
        onValueChange={entered => set({ entered: (entered as 'true' | 'false') || undefined })}
      />
    </>
  )
}
