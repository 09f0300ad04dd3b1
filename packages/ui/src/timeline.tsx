import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export type TimelineEntry = {
  id: string
  title: ReactNode
  /** A DateTime. */
  when: ReactNode
  /** Who did it. */
  by?: ReactNode
  icon?: ReactNode
  tone?: 'neutral' | 'success' | 'warning' | 'danger'
  children?: ReactNode
}

const tones = {
  neutral: 'bg-mist text-quiet',
  success: 'bg-success-soft text-success-text',
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
}

/** Everything that happened, one line each, in the order given. */
export function Timeline({
  label,
  entries,
  className,
}: {
  label: string
  entries: readonly TimelineEntry[]
  className?: string
}) {
  return (
    <ol aria-label={label} className={cn('grid', className)}>
      {entries.map(({ id, title, when, by, icon, tone = 'neutral', children }) => (
        <li key={id} className="group relative grid grid-cols-[24px_minmax(0,1fr)] gap-x-3 pb-5 last:pb-0">
          <span aria-hidden="true" className="absolute start-[11.5px] top-7 bottom-1 w-px bg-line group-last:hidden" />
          <span
            aria-hidden="true"
            className={cn('grid size-6 place-items-center rounded-md [&_svg]:size-3.5', tones[tone])}
          >
            {icon ?? <span className="size-1.5 rounded-[1px] bg-current" />}
          </span>
          <div className="grid gap-0.5 text-sm">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{title}</span>
              <span className="text-xs text-quiet">{when}</span>
            </div>
            {by && <span className="text-xs text-quiet">{by}</span>}
            {children && <div className="mt-1 text-quiet">{children}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
