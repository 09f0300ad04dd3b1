import { useQuery } from '@tanstack/react-query'
import { startOfLocalDay } from '@tessera/kernel/local-dates'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocalized } from '@tessera/ui/i18n'
import { Pagination } from '@tessera/ui/pagination'
import { Select } from '@tessera/ui/select'
import { useTranslation } from 'react-i18next'
import { type OrderState, ordersQuery } from '../api/orders.ts'
import { useEvents } from '../events/event-titles.ts'
import { useCursorPages } from '../forms/cursor-pages.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { SearchField } from '../forms/search-field.tsx'
import { useHouse, useOrganizer } from '../session.ts'
import { ORDER_STATES, type OrderSearch } from './order-search.ts'
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
  const { t: ui } = useTranslation('ui')
  const said = useLocalized()
  const organizer = useOrganizer()
  const { zone } = useHouse()
  const events = useEvents()
  const pages = useCursorPages(`${organizer.id} ${JSON.stringify(search)}`)
  const dayStart = (day: string | undefined, after = 0) => {
    const start = day ? startOfLocalDay(day, zone) : null
    return start ? new Date(start.getTime() + after).toISOString() : undefined
  }
  const { data, error, isLoading } = useQuery(
    ordersQuery(organizer.id, {
      q: search.q,
      state: search.state,
      event: eventId ?? search.event,
      from: dayStart(search.from),
      to: dayStart(search.to, DAY_MS),
      cursor: pages.cursor,
      limit: 30,
    }),
  )
  const set = (part: OrderSearch) => onSearch({ ...search, ...part })
  const filtered = Object.values(search).some(Boolean)
  if (error && !data) return <ProblemNotice error={error} />
  return (
    <div className="grid gap-4">
      <ProblemNotice error={error} />
      <Card padding="none">
        <div className="flex flex-wrap items-end gap-2 border-b border-line p-3">
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
            ]}
            onValueChange={state => set({ state: (state as OrderState) || undefined })}
          />
          {!eventId && (
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
          <DateTimeField
            kind="date"
            label={t('order.from')}
            className="grow md:w-36 md:grow-0"
            value={search.from ?? ''}
            max={search.to}
            onValueChange={from => set({ from: from || undefined })}
          />
          <DateTimeField
            kind="date"
            label={t('order.to')}
            className="grow md:w-36 md:grow-0"
            value={search.to ?? ''}
            min={search.from}
            onValueChange={to => set({ to: to || undefined })}
          />
          {filtered && (
            <Button variant="quiet" onClick={() => onSearch({})}>
              {t('action.clear_filters')}
            </Button>
          )}
        </div>
        <OrderTable
          orders={data?.data ?? []}
          loading={isLoading}
          withEvent={!eventId}
          empty={
            <EmptyState title={t(filtered ? 'order.none_found' : 'order.none')}>
              {t(filtered ? 'order.none_found_text' : 'order.none_text')}
            </EmptyState>
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
