import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

/** The shape of what is coming. Size it like the thing: `className="h-6 w-40"`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('block h-4 w-full rounded-sm bg-line/70 breathe', className)} />
}

/** A few lines, the last one shorter; says "Loading" once to those who listen. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  const { t } = useTranslation('ui')
  return (
    <output className={cn('grid gap-2.5', className)}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={line === lines - 1 ? 'w-3/5' : undefined} />
      ))}
    </output>
  )
}

/** Stands for a page whose code or content is on its way. */
export function SkeletonPage() {
  return (
    <div className="mx-auto grid w-full max-w-5xl gap-8 px-4 py-8">
      <Skeleton className="h-9 w-2/3 max-w-sm" />
      <SkeletonText lines={5} />
    </div>
  )
}
