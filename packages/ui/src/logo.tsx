import { cn } from './cn.ts'

/** A square of 24 with a notch in its foot: the token, and the arch that it opens. */
export const tilePath =
  'M3 1h18a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2h-4.5v-5a4.5 4.5 0 0 0-9 0v5H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Z'

/** The mark. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="currentColor"
      aria-hidden="true"
      focusable="false"
      className={cn('size-6', className)}
    >
      <path d={tilePath} />
    </svg>
  )
}

/** Mark and name. `name` shows another name than the product's, for example an organizer's. */
export function Logo({ name = 'Tessera', className }: { name?: string; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 text-lg leading-none text-ink', className)}>
      <LogoMark className="text-accent" />
      <span className="display">{name}</span>
    </span>
  )
}
