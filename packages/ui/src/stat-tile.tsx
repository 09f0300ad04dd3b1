import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { Skeleton } from './skeleton.tsx'

export type StatTileProps = {
  label: string
  /** A number, a Money, a share: the big thing. */
  value: ReactNode
  /** Compared with what: "than last week". `good` says whether up is good. */
  change?: { text: string; direction: 'up' | 'down' | 'flat'; good?: boolean }
  /** Below: a CapacityBar, a small chart, a link to the rows behind the number. */
  children?: ReactNode
  loading?: boolean
  className?: string
}

/** One number that answers one question. */
export function StatTile({ label, value, change, children, loading = false, className }: StatTileProps) {
  const { t } = useTranslation('ui')
  const Arrow = change && { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight }[change.direction]
  return (
    <div className={cn('grid content-start gap-1 rounded-lg border border-line bg-raised p-4', className)}>
      <p className="text-sm text-quiet">{label}</p>
      {loading ? <Skeleton className="my-1 h-7 w-24" /> : <p className="display figures text-xl">{value}</p>}
      {change && Arrow && !loading && (
        <p
          className={cn(
            'flex items-center gap-1 text-sm',
            change.good === undefined ? 'text-quiet' : change.good ? 'text-success-text' : 'text-danger-text',
          )}
        >
          <Arrow className="size-4 shrink-0" aria-hidden="true" />
          <span className="sr-only">{t(`change.${change.direction}`)}</span>
          {change.text}
        </p>
      )}
      {children && <div className="mt-2 text-sm">{children}</div>}
    </div>
  )
}
