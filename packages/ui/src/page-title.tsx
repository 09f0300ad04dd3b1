import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { useDocumentTitle } from './document-title.ts'

export type PageTitleProps = {
  children: ReactNode
  /** Above the title: where this belongs, as a link. */
  above?: ReactNode
  /** Below: one sentence. */
  below?: ReactNode
  /** Beside: badges. */
  beside?: ReactNode
  /** The page's actions; the main one last. */
  actions?: ReactNode
  /** The tab's title when `children` is not plain text. */
  documentTitle?: string
  className?: string
}

/** The one h1 of a page, and the name of the browser's tab. */
export function PageTitle({ children, above, below, beside, actions, documentTitle, className }: PageTitleProps) {
  const name = documentTitle ?? (typeof children === 'string' ? children : undefined)
  useDocumentTitle(name)
  return (
    <div className={cn('flex flex-wrap items-end justify-between gap-x-6 gap-y-3', className)}>
      <div className="grid min-w-0 gap-1">
        {above && <div className="text-sm text-quiet">{above}</div>}
        <div className="flex flex-wrap items-center gap-3">
          <h1 tabIndex={-1} className="display text-xl">
            {children}
          </h1>
          {beside}
        </div>
        {below && <p className="max-w-prose text-quiet">{below}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  )
}
