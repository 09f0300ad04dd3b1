import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from '@tessera/ui/card'
import { cn } from '@tessera/ui/cn'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { SkeletonText } from '@tessera/ui/skeleton'
import { ChevronRight, CircleCheck, Gauge, PencilLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Dashboard, type Need, needsQuery } from '../api/dashboard.ts'
import { useEvents, useEventTitles } from '../events/event-titles.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { useHouse, useMay, useOrganizer } from '../session.ts'
import { NEED_LOOKS, useNeedText } from './need-text.ts'

const NEARLY_FULL = 0.9
const SOON_MS = 45 * 86_400_000
const MOST_SHOWN = 4
const MOST_NEEDS = 8

const lineStyle = 'flex min-h-11 items-center gap-3 px-4 py-2 hover:bg-mist md:px-5'

/** What wants somebody today: money first, then drafts that should be public and pools that are nearly gone. */
export function NeedsCard({ capacity }: { capacity: Dashboard['capacity'] }) {
  const { t } = useTranslation('console')
  const money = useMoneyNeeds()
  const lines = [...money.lines, ...useDrafts(), ...useFullPools(capacity)]
  return (
    <Card title={t('overview.needs')} padding="none">
      {money.error && (
        <div className="px-4 pb-4 md:px-5">
          <ProblemNotice error={money.error} />
        </div>
      )}
      {lines.length === 0 && !money.error && (
        <div className="px-4 py-4 text-quiet md:px-5">
          {money.isKnown ? (
            <p className="flex items-center gap-3">
              <CircleCheck className="size-4 text-success-text" aria-hidden="true" />
              {t('overview.needs_nothing')}
            </p>
          ) : (
            <SkeletonText lines={2} />
          )}
        </div>
      )}
      {lines.length > 0 && <div className="grid divide-y divide-line pb-1">{lines}</div>}
    </Card>
  )
}

/** "Nothing waits" is said only once it is known. */
function useMoneyNeeds(): { lines: ReactNode[]; error: Error | null; isKnown: boolean } {
  const { t } = useTranslation('console')
  const may = useMay()
  const organizer = useOrganizer()
  const enabled = may('orders.view')
  const { data, error } = useQuery({ ...needsQuery(organizer.id), enabled })
  const shown = (data?.data ?? []).slice(0, MOST_NEEDS)
  const lines: ReactNode[] = shown.map(need => (
    <NeedLine key={`${need.kind} ${need.order?.id ?? need.event_id} ${need.since}`} need={need} />
  ))
  const left = (data?.total ?? 0) - shown.length
  if (left > 0)
    lines.push(
      <p key="more" className="px-4 py-2 text-quiet md:px-5">
        {t('needs.more', { count: left })}
      </p>,
    )
  return { lines, error, isKnown: !enabled || data !== undefined }
}

/** Leads to where it can be seen to: the order, or the event that was called off. */
function NeedLine({ need }: { need: Need }) {
  const { zone } = useHouse()
  const textOf = useNeedText()
  const { icon: Icon, tone } = NEED_LOOKS[need.kind]
  const inside = (
    <>
      <Icon className={cn('size-4 shrink-0', tone)} aria-hidden="true" />
      <span className="grid min-w-0 grow">
        <span>{textOf(need)}</span>
        <DateTime at={need.since} zone={zone} format="short" className="text-xs text-quiet" />
      </span>
      <Arrow />
    </>
  )
  return need.order ? (
    <Link to="/orders/$order" params={{ order: need.order.id }} className={lineStyle}>
      {inside}
    </Link>
  ) : (
    <Link to="/events/$event/orders" params={{ event: need.event_id }} className={lineStyle}>
      {inside}
    </Link>
  )
}

function useDrafts(): ReactNode[] {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const soon = new Date().getTime() + SOON_MS
  return useEvents()
    .filter(event => event.state === 'draft' && event.dates.some(date => Date.parse(date.starts_at) < soon))
    .slice(0, MOST_SHOWN)
    .map(event => (
      <Link key={event.id} to="/start/$event/publish" params={{ event: event.id }} className={lineStyle}>
        <PencilLine className="size-4 shrink-0 text-info-text" aria-hidden="true" />
        <span className="min-w-0 grow">{t('overview.needs_draft', { title: said(event.title) })}</span>
        <Arrow />
      </Link>
    ))
}

function useFullPools(capacity: Dashboard['capacity']): ReactNode[] {
  const { t } = useTranslation('console')
  const titleOf = useEventTitles()
  return capacity
    .filter(pool => pool.capacity && pool.taken / pool.capacity >= NEARLY_FULL)
    .slice(0, MOST_SHOWN)
    .map(pool => (
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
    ))
}

function Arrow() {
  return <ChevronRight className="size-4 shrink-0 text-quiet rtl:-scale-x-100" aria-hidden="true" />
}
