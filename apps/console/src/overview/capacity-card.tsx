import { Link } from '@tanstack/react-router'
import { Card } from '@tessera/ui/card'
import { CapacityBar } from '@tessera/ui/progress-bar'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../api/dashboard.ts'
import { useEventTitles } from '../events/event-titles.ts'

type Pool = Dashboard['capacity'][number]

const fullness = (pool: Pool) => (pool.capacity ? pool.taken / pool.capacity : 0)
const MOST_SHOWN = 8

type Props = { pools: readonly Pool[]; loading: boolean; withEvent?: boolean }

/** How full each pool is, the fullest first: what is nearly gone wants a decision. */
export function CapacityCard({ pools, loading, withEvent = true }: Props) {
  const { t } = useTranslation('console')
  const titleOf = useEventTitles()
  const shown = [...pools].sort((a, b) => fullness(b) - fullness(a)).slice(0, withEvent ? MOST_SHOWN : 40)
  return (
    <Card title={t('overview.capacity')}>
      {loading ? (
        <SkeletonText lines={4} />
      ) : shown.length === 0 ? (
        <p className="text-quiet">{t('overview.capacity_none')}</p>
      ) : (
        <ul className={withEvent ? 'grid gap-4' : 'grid gap-x-8 gap-y-4 md:grid-cols-2'}>
          {shown.map(pool => (
            <li key={pool.pool_id} className="grid gap-1">
              {withEvent && (
                <Link
                  to="/events/$event/capacity"
                  params={{ event: pool.event_id }}
                  className="truncate rounded-sm font-medium hover:underline"
                >
                  {titleOf(pool.event_id)}
                </Link>
              )}
              <CapacityBar label={pool.name} sold={pool.taken} capacity={pool.capacity} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
