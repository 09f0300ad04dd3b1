import { Link } from '@tanstack/react-router'
import { cn } from '@tessera/ui/cn'
import { ChevronsUpDown, CloudOff, Hourglass, Wifi } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { log } from '../door/door-app.ts'
import { type Connection, connection } from '../door/door-state.ts'
import type { Place } from '../door/placing.ts'
import { useObserved } from '../syncing/observable.ts'
import { useCopyText } from './copy-text.ts'

const LOOKS: Record<Connection, { Icon: typeof Wifi; look: string }> = {
  up: { Icon: Wifi, look: 'bg-success-soft text-success-text' },
  slow: { Icon: Hourglass, look: 'bg-warning text-on-warning' },
  down: { Icon: CloudOff, look: 'bg-warning text-on-warning' },
}

/** Always in sight: where this device stands, whether it reaches the server, and what it still has to send. */
export function StatusStrip({ place }: { place: Place }) {
  const { t } = useTranslation('checkin')
  const state = useObserved(connection)
  const waiting = useObserved(log.records).filter(record => record.state === 'waiting').length
  const { text } = useCopyText()
  const { Icon, look } = LOOKS[state]
  return (
    <div className="flex shrink-0 items-stretch justify-between gap-2 border-b border-line bg-raised pt-[env(safe-area-inset-top)]">
      <Link
        to="/choose"
        aria-label={`${t('place.change')}: ${place.list.name}, ${place.gate?.name ?? t('place.no_gate')}`}
        className="flex min-h-15 min-w-0 grow items-center gap-2 px-4 py-2 hover:bg-mist focus-visible:-outline-offset-4"
      >
        <span className="grid min-w-0">
          <span className="truncate font-semibold leading-5">
            {place.gate ? `${place.gate.name} · ${place.list.name}` : place.list.name}
          </span>
          <span className="truncate text-sm text-quiet">{text}</span>
        </span>
        <ChevronsUpDown className="size-4 shrink-0 text-quiet" aria-hidden="true" />
      </Link>
      <output className="flex shrink-0 items-center pe-4">
        <span className={cn('flex min-h-9 items-center gap-2 rounded-md px-2.5 py-1 text-sm font-semibold', look)}>
          <Icon className="size-4 shrink-0" aria-hidden="true" />
          <span className="grid leading-4">
            {t(`line.${state}`)}
            <span className="figures text-xs font-medium">
              {waiting > 0 ? t('line.waiting', { count: waiting }) : t('line.all_sent')}
            </span>
          </span>
        </span>
      </output>
    </div>
  )
}
