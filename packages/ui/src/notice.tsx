import { Check, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

const looks = {
  info: { box: 'bg-info-soft', tile: 'bg-info text-on-solid', Icon: Info },
  success: { box: 'bg-success-soft', tile: 'bg-success text-on-solid', Icon: Check },
  warning: { box: 'bg-warning-soft', tile: 'bg-warning text-on-warning', Icon: TriangleAlert },
  danger: { box: 'bg-danger-soft', tile: 'bg-danger text-on-solid', Icon: X },
} as const

export type NoticeProps = {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  /** Buttons below the words. */
  actions?: ReactNode
  /** Read out at once when it appears. Use for what the person must know now. */
  live?: boolean
  className?: string
}

/** Something to know in this place: what happened, what it means for your seats and your money, what to do. */
export function Notice({ tone = 'info', title, children, actions, live = false, className }: NoticeProps) {
  const { box, tile, Icon } = looks[tone]
  return (
    <div
      role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}
      className={cn('flex gap-3 rounded-lg px-4 py-3.5 text-sm', box, className)}
    >
      <span aria-hidden="true" className={cn('grid size-6 shrink-0 place-items-center rounded-md', tile)}>
        <Icon className="size-4" />
      </span>
      <div className="grid min-w-0 content-start gap-1 pt-0.5">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="grid gap-2">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
