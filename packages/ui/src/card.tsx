import type { ElementType, ReactNode } from 'react'
import { cn } from './cn.ts'

export type CardProps = {
  title?: ReactNode
  /** At the far end of the title's line. */
  actions?: ReactNode
  /** `none` lets a table or a picture run to the edge. */
  padding?: 'normal' | 'none'
  as?: ElementType
  children: ReactNode
  className?: string
}

/** A sheet on the page for things that belong together. Never a card inside a card. */
export function Card({ title, actions, padding = 'normal', as: Element = 'section', children, className }: CardProps) {
  return (
    <Element className={cn('rounded-lg border border-line bg-raised', className)}>
      {(title || actions) && (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-2 px-4 pt-3 pb-1 md:px-5">
          {title && <h2 className="text-base font-semibold">{title}</h2>}
          {actions}
        </header>
      )}
      <div className={padding === 'normal' ? 'p-4 md:p-5' : undefined}>{children}</div>
    </Element>
  )
}
