import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from '@tessera/ui/card'
import { useLocalized } from '@tessera/ui/i18n'
import { ChevronRight, CircleCheck, Clock, Gauge, PencilLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../api/dashboard.ts'
import { ordersQuery } from '../api/orders.ts'
import { useEvents, useEventTitles } from '../events/event-titles.ts'
import { useMay, useOrganizer } from '../session.ts'

const NEARLY_FULL = 0.9
const SOON_MS = 45 * 86_400_000
const MOST_SHOWN = 4

const lineStyle = 'flex min-h-11 items-center gap-3 px-4 py-2 hover:bg-mist md:px-5'

/** What wants somebody today: drafts that should be public, pools that are nearly gone, orders that wait for money. */
export function NeedsCard({ capacity }: { capacity: Dashboard['capacity'] }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const may = useMay()
  const organizer = useOrganizer()
  const titleOf = useEventTitles()
  const events = useEvents()
  const { data: waiting } = useQuery({
    ...ordersQuery(organizer.id, { state: 'awaiting_payment', limit: 100 }),
    enabled: may('orders.view'),
  })
  const soon = new Date().getTime() + SOON_MS
  const drafts = events.filter(
    event => event.state === 'draft' && event.dates.some(date => Date.parse(date.starts_at) < soon),
  )
  const full = capacity.filter(pool => pool.capacity && pool.taken / pool.capacity >= NEARLY_FULL)
  const lines: ReactNode[] = [
    ...drafts.slice(0, MOST_SHOWN).map(event => (
      <Link key={event.id} to="/start/$event/publish" params={{ event: event.id }} className={lineStyle}>
        <PencilLine className="size-4 shrink-0 text-info-text" aria-hidden="true" />
        <span className="min-w-0 grow">{t('overview.needs_draft', { title: said(event.title) })}</span>
        <Arrow />
      </Link>
    )),
    ...full.slice(0, MOST_SHOWN).map(pool => (
      <Link key={pool.pool_id} to="/events/$event/capacity" params={{ event: pool.event_id }} className={lineStyle}>
        <Gauge className="size-4 shrink-0 text-warning-text" aria-hidden="true" />
        <span className="min-w-0 grow">
          {t(pool.taken >= (pool.capacity ?? 0) ? 'overview.needs_full' : 'overview.needs_nearly', {
            pool: pool.name,
            title: titleOf(pool.event_id),
            left: Math.max(0, (pool.capacity ?? 0) - pool.taken),
          })}
        </span>
        <Arrow />
      </Link>
    )),
    waiting && waiting.data.length > 0 && (
      <Link key="waiting" to="/orders" search={{ state: 'awaiting_payment' }} className={lineStyle}>
        <Clock className="size-4 shrink-0 text-warning-text" aria-hidden="true" />
        <span className="min-w-0 grow">{t('overview.needs_payment', { count: waiting.data.length })}</span>
        <Arrow />
      </Link>
    ),
  ].filter(Boolean)
  return (
    <Card title={t('overview.needs')} padding="none">
      {lines.length === 0 ? (
        <p className="flex items-center gap-3 px-4 py-4 text-quiet md:px-5">
          <CircleCheck className="size-4 text-success-text" aria-hidden="true" />
          {t('overview.needs_nothing')}
        </p>
      ) : (
        <div className="grid divide-y divide-line pb-1">{lines}</div>
      )}
    </Card>
  )
}

function Arrow() {
  return <ChevronRight className="size-4 shrink-0 text-quiet rtl:-scale-x-100" aria-hidden="true" />
}
