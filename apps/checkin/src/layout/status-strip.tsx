import { Link } from '@tanstack/react-router'
import { cn } from '@tessera/ui/cn'
import { ChevronsUpDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../door/door-state.ts'
import type { Place } from '../door/placing.ts'
import { useCopyText } from './copy-text.ts'
import { useLine } from './use-line.ts'

const LOOKS: Record<Connection, string> = {
  up: 'bg-success-soft text-success-text',
  slow: 'bg-warning text-on-warning',
  down: 'bg-warning text-on-warning',
}

/** Always in sight: where this device stands, whether it reaches the server, and what it still has to send. */
export function StatusStrip({ place }: { place: Place }) {
  const { t } = useTranslation('checkin')
  const { state, Icon, reached, sent } = useLine()
  const { text } = useCopyText()
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
        <span
          className={cn('flex min-h-9 items-center gap-2 rounded-md px-2.5 py-1 text-sm font-semibold', LOOKS[state])}
        >
          <Icon className="size-4 shrink-0" aria-hidden="true" />
          <span className="grid leading-4">
            {reached}
            <span className="figures text-xs font-medium">{sent}</span>
          </span>
        </span>
      </output>
    </div>
  )
}
