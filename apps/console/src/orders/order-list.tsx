import { useQuery } from '@tanstack/react-query'
import { startOfLocalDay } from '@tessera/kernel/local-dates'
import { Button } from '@tessera/ui/button'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocalized } from '@tessera/ui/i18n'
import { Select } from '@tessera/ui/select'
import { useTranslation } from 'react-i18next'
import { ordersQuery } from '../api/orders.ts'
import { useEvents } from '../events/event-titles.ts'
import { useCursorPages } from '../forms/cursor-pages.ts'
import { SearchField } from '../forms/search-field.tsx'
import { ListCard } from '../layout/list-card.tsx'
import { useHouse, useOrganizer } from '../session.ts'
import { ORDER_ALERTS, ORDER_STATES, type OrderSearch, type OrderStand, standOf } from './order-search.ts'
import { OrderTable } from './order-table.tsx'

type Props = {
  search: OrderSearch
  onSearch: (search: OrderSearch) => void
  /** Only orders of this event. */
  eventId?: string
}

const DAY_MS = 86_400_000

/** Find an order by what people say on the telephone: code, name, address; or by day and state. */
export function OrderList({ search, onSearch, eventId }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { zone } = useHouse()
  const pages = useCursorPages(`${organizer.id} ${JSON.stringify(search)}`)
  const dayStart = (day: string | undefined, after = 0) => {
    const start = day ? startOfLocalDay(day, zone) : null
    return start ? new Date(start.getTime() + after).toISOString() : undefined
  }
  const { data, error, isLoading } = useQuery(
    ordersQuery(organizer.id, {
      q: search.q,
      ...standOf(search.state),
      event: eventId ?? search.event,
      from: dayStart(search.from),
      to: dayStart(search.to, DAY_MS),
      sort: search.sort,
      cursor: pages.cursor,
      limit: 30,
    }),
  )
  const filtered = isFiltered(search)
  return (
    <ListCard
      pages={pages}
      data={data}
      error={error}
      filters={<OrderFilters search={search} onSearch={onSearch} withEvent={!eventId} />}
    >
      <OrderTable
        orders={data?.data ?? []}
        loading={isLoading}
        withEvent={!eventId}
        sort={search.sort ?? 'newest'}
        onSort={sort => onSearch({ ...search, sort: sort === 'newest' ? undefined : sort })}
        empty={
          <EmptyState title={t(filtered ? 'order.none_found' : 'order.none')}>
            {t(filtered ? 'order.none_found_text' : 'order.none_text')}
          </EmptyState>
        }
      />
    </ListCard>
  )
}

/** In which order the list stands is no filter. */
const isFiltered = ({ sort: _sort, ...filters }: OrderSearch) => Object.values(filters).some(Boolean)

type FilterProps = Pick<Props, 'search' | 'onSearch'> & { withEvent: boolean }

function OrderFilters({ search, onSearch, withEvent }: FilterProps) {
  const { t } = useTranslation('console')
  const { t: ui } = useTranslation('ui')
  const said = useLocalized()
  const events = useEvents()
  const set = (part: OrderSearch) => onSearch({ ...search, ...part })
  return (
    <>
      <SearchField
        label={t('order.search')}
        value={search.q ?? ''}
        onSearch={q => set({ q: q || undefined })}
        className="w-full md:w-60"
      />
      <Select
        label={t('order.state')}
        hideLabel
        className="w-full md:w-40"
        value={search.state ?? ''}
        options={[
          { value: '', label: t('order.any_state') },
          ...ORDER_STATES.map(state => ({ value: state, label: ui(`state.order.${state}`) })),
          ...ORDER_ALERTS.map(alert => ({ value: alert, label: t(`order.stand_${alert}`) })),
        ]}
        onValueChange={state => set({ state: (state as OrderStand) || undefined })}
      />
      {withEvent && (
        <Select
          label={t('order.event')}
          hideLabel
          className="w-full md:w-44"
          value={search.event ?? ''}
          options={[
            { value: '', label: t('order.any_event') },
            ...events.map(event => ({ value: event.id, label: said(event.title) })),
          ]}
          onValueChange={event => set({ event: event || undefined })}
        />
      )}
      <PlacedBetween search={search} onSearch={onSearch} />
      {isFiltered(search) && (
        <Button variant="quiet" onClick={() => onSearch(search.sort ? { sort: search.sort } : {})}>
          {t('action.clear_filters')}
        </Button>
      )}
    </>
  )
}

/** The days on which it was bought: the first and the last, each of its own choice. */
function PlacedBetween({ search, onSearch }: Pick<Props, 'search' | 'onSearch'>) {
  const { t } = useTranslation('console')
  const day = { kind: 'date', className: 'grow md:w-36 md:grow-0' } as const
  return (
    <>
      <DateTimeField
        {...day}
        label={t('order.from')}
        value={search.from ?? ''}
        max={search.to}
        onValueChange={from => onSearch({ ...search, from: from || undefined })}
      />
      <DateTimeField
        {...day}
        label={t('order.to')}
        value={search.to ?? ''}
        min={search.from}
        onValueChange={to => onSearch({ ...search, to: to || undefined })}
      />
    </>
  )
}
