import { useNavigate } from '@tanstack/react-router'
import { StatusBadge } from '@tessera/ui/badge'
import { type Column, DataTable, type Sort } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { Money } from '@tessera/ui/money'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '../api/orders.ts'
import { useEventTitles } from '../events/event-titles.ts'
import { useHouse } from '../session.ts'
import { OrderAlert } from './order-alert.tsx'
import type { OrderSort } from './order-search.ts'

type Props = {
  orders: readonly OrderRow[]
  loading?: boolean
  empty?: ReactNode
  /** Left out where all are of one event. */
  withEvent?: boolean
  /** For a corner of a page: who, how much, how it stands. */
  short?: boolean
  /** With both the headings of amount and day are buttons. */
  sort?: OrderSort
  onSort?: (sort: OrderSort) => void
}

const SORTS: Record<OrderSort, Sort> = {
  newest: { by: 'placed', direction: 'desc' },
  oldest: { by: 'placed', direction: 'asc' },
  highest: { by: 'total', direction: 'desc' },
  lowest: { by: 'total', direction: 'asc' },
}

/** Another column begins with its largest or newest, which is what one looks for. */
function sortOf({ by, direction }: Sort, before: OrderSort | undefined): OrderSort {
  const down = direction === 'desc' || (before && SORTS[before].by !== by)
  if (by === 'total') return down ? 'highest' : 'lowest'
  return down ? 'newest' : 'oldest'
}

export function OrderTable({ orders, loading, empty, withEvent = true, short = false, sort, onSort }: Props) {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  const columns = useOrderColumns(withEvent, short)
  return (
    <DataTable
      caption={t('nav.orders')}
      columns={columns}
      rows={orders}
      rowKey={order => order.id}
      loading={loading}
      empty={empty}
      sort={sort && SORTS[sort]}
      onSortChange={onSort && (next => onSort(sortOf(next, sort)))}
      onOpen={order => void navigate({ to: '/orders/$order', params: { order: order.id } })}
    />
  )
}

function useOrderColumns(withEvent: boolean, short: boolean): Column<OrderRow>[] {
  const { t } = useTranslation('console')
  const titleOf = useEventTitles()
  const { zone } = useHouse()
  const columns: (Column<OrderRow> | false)[] = [
    {
      id: 'code',
      header: t('order.code'),
      primary: true,
      cell: order => <span className="figures font-mono text-[0.8125rem]">{order.code}</span>,
    },
    {
      id: 'buyer',
      header: t('order.buyer'),
      ...(short ? { className: 'md:min-w-32' } : {}),
      cell: order => <Buyer order={order} short={short} />,
    },
    withEvent &&
      !short && {
        id: 'event',
        header: t('order.event'),
        cell: order => <span className="line-clamp-2">{titleOf(order.event_id)}</span>,
        className: 'md:max-w-64',
      },
    !short && { id: 'units', header: t('order.units'), numeric: true, wideOnly: true, cell: order => order.units },
    {
      id: 'total',
      sortable: true,
      header: t('order.total'),
      numeric: true,
      cell: order => <Sum order={order} />,
    },
    {
      id: 'state',
      header: t('order.state'),
      corner: true,
      cell: order => <State order={order} />,
    },
    {
      id: 'placed',
      sortable: true,
      header: t('order.placed'),
      cell: order => (
        <DateTime at={order.placed_at} zone={zone} format="short" className="whitespace-nowrap text-quiet" />
      ),
      wideOnly: short,
    },
  ]
  return columns.filter(column => column !== false)
}

function Buyer({ order: { buyer }, short }: { order: OrderRow; short: boolean }) {
  return (
    <span className="grid">
      <span className="truncate">{buyer.name}</span>
      {!short && <span className="truncate text-xs text-quiet">{buyer.email}</span>}
    </span>
  )
}

/** What it cost, and what of it went back. */
function Sum({ order }: { order: OrderRow }) {
  return (
    <span className="grid justify-items-end">
      <Money value={order.total} />
      {BigInt(order.refunded.amount_minor) > 0n && (
        <span className="text-xs text-quiet">
          −<Money value={order.refunded} />
        </span>
      )}
    </span>
  )
}

function State({ order }: { order: OrderRow }) {
  return (
    <span className="flex flex-wrap gap-1 max-md:justify-end">
      <StatusBadge of="order" state={order.state} />
      {order.alert && <OrderAlert alert={order.alert} />}
    </span>
  )
}
