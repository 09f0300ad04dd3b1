import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export type EmptyStateProps = {
  title: string
  /** What will stand here, and how it gets here. */
  children?: ReactNode
  /** The next step, as a button. */
  action?: ReactNode
  className?: string
}

const tiles = [1, 0, 2, 3, 0, 1, 1, 3, 0, 2, 0, 1] as const
const tones = ['text-line', 'text-accent-text', 'text-edge', 'text-ink'] as const

/** Nothing here yet: teaches the next step. The picture is an unfinished mosaic. */
export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('grid justify-items-center gap-3 px-4 py-12 text-center', className)}>
      <svg viewBox="0 0 60 45" className="h-14" aria-hidden="true">
        {tiles.map((tone, index) => (
          <rect
            // The pattern never changes, so a place is a name.
            key={index}
            x={(index % 4) * 15 + 1}
            y={Math.floor(index / 4) * 15 + 1}
            width="13"
            height="13"
            rx="1.5"
            className={tones[tone]}
            fill={tone === 0 ? 'none' : 'currentColor'}
            stroke="currentColor"
            strokeDasharray={tone === 0 ? '2.5 2.5' : undefined}
          />
        ))}
      </svg>
      <h2 className="display text-lg">{title}</h2>
      {children && <div className="max-w-md text-quiet">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
