import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { useLocale } from './i18n.tsx'

/** How far something has come. `value` from 0 to 1; leave it out while that is unknown. */
export function ProgressBar({ label, value, className }: { label: string; value?: number; className?: string }) {
  return (
    <progress
      aria-label={label}
      max={1}
      value={value}
      className={cn(
        'block h-1.5 w-full appearance-none overflow-hidden rounded-sm border-0 bg-line indeterminate:breathe indeterminate:bg-accent-text',
        '[&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent-text [&::-moz-progress-bar]:bg-accent-text',
        className,
      )}
    />
  )
}

export type CapacityBarProps = {
  sold: number
  /** Claimed for the moment by people who are buying. */
  held?: number
  /** Null is unlimited: the numbers then stand alone. */
  capacity: number | null
  label?: string
  className?: string
}

/** Sold, held and free of a pool, as tiles on a row and in words. */
export function CapacityBar({ sold, held = 0, capacity, label, className }: CapacityBarProps) {
  const { t } = useTranslation('ui')
  const { formatLocale } = useLocale()
  const n = (value: number) => new Intl.NumberFormat(formatLocale).format(value)
  const width = (part: number) => ({ width: capacity ? `${Math.min(100, (part / capacity) * 100)}%` : '0%' })
  return (
    <div className={cn('grid gap-1', className)}>
      <div className="figures flex flex-wrap justify-between gap-x-3 text-xs">
        <span>
          {label && <span className="me-1.5 font-medium">{label}</span>}
          {capacity === null
            ? t('capacity.sold_unlimited', { sold: n(sold) })
            : t('capacity.sold', { sold: n(sold), capacity: n(capacity) })}
        </span>
        {held > 0 && <span className="text-quiet">{t('capacity.held', { held: n(held) })}</span>}
      </div>
      {capacity !== null && (
        <div aria-hidden="true" className="flex h-2 overflow-hidden rounded-sm bg-line">
          <div className="bg-accent-text" style={width(sold)} />
          <div
            className="bg-[repeating-linear-gradient(135deg,var(--accent-text)_0_2px,transparent_2px_5px)]"
            style={width(held)}
          />
        </div>
      )}
    </div>
  )
}
