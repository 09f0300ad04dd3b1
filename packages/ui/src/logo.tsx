import { cn } from './cn.ts'

/** The tile: a square token with the notch that the usher's tally fits into. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="currentColor"
      aria-hidden="true"
      focusable="false"
      className={cn('size-6', className)}
    >
      <path d="M3 1h18a2 2 0 0 1 2 2v4.6a4.4 4.4 0 0 0 0 8.8V21a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Z" />
    </svg>
  )
}

/** Mark and name. `name` shows another name than the product's, for example an organizer's. */
export function Logo({ name = 'Tessera', className }: { name?: string; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 text-lg leading-none text-ink', className)}>
      <LogoMark className="text-accent-text" />
      <span className="display">{name}</span>
    </span>
  )
}
