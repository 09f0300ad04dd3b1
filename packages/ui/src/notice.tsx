import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

const looks = {
  info: { box: 'border-info-text bg-info-soft', icon: 'text-info-text', Icon: Info },
  success: { box: 'border-success-text bg-success-soft', icon: 'text-success-text', Icon: CircleCheck },
  warning: { box: 'border-warning-text bg-warning-soft', icon: 'text-warning-text', Icon: TriangleAlert },
  danger: { box: 'border-danger-text bg-danger-soft', icon: 'text-danger-text', Icon: CircleAlert },
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
  const { box, icon, Icon } = looks[tone]
  return (
    <div
      role={live ? (tone === 'danger' ? 'alert' : 'status') : undefined}
      className={cn('flex gap-3 rounded-md border-s-4 px-4 py-3 text-sm', box, className)}
    >
      <Icon className={cn('mt-px size-[18px] shrink-0', icon)} aria-hidden="true" />
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="grid gap-2">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
