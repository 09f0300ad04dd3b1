import { Card } from '@tessera/ui/card'
import { Pagination } from '@tessera/ui/pagination'
import type { ReactNode } from 'react'
import type { useCursorPages } from '../forms/cursor-pages.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'

type Props = {
  filters: ReactNode
  /** The table, with what it says when there is nothing. */
  children: ReactNode
  pages: ReturnType<typeof useCursorPages>
  data: { next_cursor: string | null } | undefined
  error: unknown
}

/** A list that is searched and leafed through: filters above, the way on below. */
export function ListCard({ filters, children, pages, data, error }: Props) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <ProblemNotice error={error} />
      <Card padding="none">
        <div className="flex flex-wrap items-end gap-2 border-b border-line p-3">{filters}</div>
        {/* The filters stay in reach: one of them may be what went wrong. */}
        {(data || !error) && children}
        {(data?.next_cursor || !pages.isFirst) && (
          <div className="border-t border-line">
            <Pagination onPrevious={pages.previous} onNext={pages.nextOf(data?.next_cursor)} />
          </div>
        )}
      </Card>
    </div>
  )
}
