import { Badge } from '@tessera/ui/badge'
import { useTranslation } from 'react-i18next'
import { useOrganizer } from '../session.ts'
import { useLiveSales } from './use-live-sales.ts'

/** Whether the figures move by themselves; while it stands there, they do. */
export function LiveBadge() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const isLive = useLiveSales(organizer.id)
  return (
    <Badge tone={isLive ? 'success' : 'neutral'} icon={<LiveDot on={isLive} />}>
      {t(isLive ? 'overview.live' : 'overview.not_live')}
    </Badge>
  )
}

function LiveDot({ on }: { on: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={on ? 'size-1.5 bg-current motion-safe:breathe' : 'size-1.5 border border-current'}
    />
  )
}
