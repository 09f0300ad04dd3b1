import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

export type PaginationProps = {
  /** Null where there is no further page in that direction. */
  onPrevious: (() => void) | null
  onNext: (() => void) | null
  /** "1–50 of 1,204", when it is known. */
  summary?: string
  pending?: boolean
}

/** Back and on through a list that the server pages by cursor. */
export function Pagination({ onPrevious, onNext, summary, pending = false }: PaginationProps) {
  const { t } = useTranslation('ui')
  return (
    <nav aria-label={t('pagination.label')} className="flex items-center justify-between gap-3 px-4 py-3">
      <p className="figures text-sm text-quiet" aria-live="polite">
        {summary}
      </p>
      <div className="flex gap-2">
        <Button
          size="sm"
          disabled={!onPrevious}
          pending={pending}
          onClick={() => onPrevious?.()}
          icon={<ChevronLeft className="rtl:-scale-x-100" aria-hidden="true" />}
        >
          {t('pagination.previous')}
        </Button>
        <Button size="sm" disabled={!onNext} pending={pending} onClick={() => onNext?.()}>
          {t('pagination.next')}
          <ChevronRight className="rtl:-scale-x-100" aria-hidden="true" />
        </Button>
      </div>
    </nav>
  )
}
