import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { EmptyState } from '@tessera/ui/empty-state'
import { Notice } from '@tessera/ui/notice'
import { Skeleton } from '@tessera/ui/skeleton'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type EventFilter, eventsQuery } from '../api/listings.ts'
import { EventCard } from './event-card.tsx'

const grid = 'grid gap-x-6 gap-y-8 sm:grid-cols-2 sm:gap-y-10 lg:grid-cols-3'

function EventListSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <output>
      <span className="sr-only">{t('loading')}</span>
      <span className={grid} aria-hidden="true">
        {['a', 'b', 'c', 'd', 'e', 'f'].map(place => (
          <span key={place} className="grid grid-cols-[7rem_1fr] gap-4 sm:block">
            <Skeleton className="mb-3 aspect-[4/5] h-auto rounded-lg sm:aspect-[3/2]" />
            <span className="grid content-start gap-2">
              <Skeleton className="w-2/5" />
              <Skeleton className="h-6 w-4/5" />
              <Skeleton className="w-1/2" />
            </span>
          </span>
        ))}
      </span>
    </output>
  )
}

/** Found events, more on demand; says what to do when there are none. */
export function EventList({ filter, empty }: { filter: EventFilter; empty: ReactNode }) {
  const { t } = useTranslation('storefront')
  const found = useInfiniteQuery(eventsQuery(filter))
  if (found.isPending) return <EventListSkeleton />
  if (found.isError && !found.data) {
    return (
      <Notice
        tone="danger"
        title={t('discover.failed')}
        actions={<Button onClick={() => void found.refetch()}>{t('retry')}</Button>}
      >
        {t('discover.failed_text')}
      </Notice>
    )
  }
  const events = found.data.pages.flatMap(page => page.data)
  if (events.length === 0) return empty
  return (
    <div className="grid gap-10">
      {found.data.pages[0]?.corrected && <p className="text-quiet">{t('discover.corrected')}</p>}
      <ul className={grid}>
        {events.map((event, index) => (
          <li key={event.id}>
            <EventCard event={event} priority={index < 2} />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button
          size="lg"
          className="justify-self-center"
          pending={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('discover.more')}
        </Button>
      )}
    </div>
  )
}

export function NothingFound({ children, title }: { title?: string; children?: ReactNode }) {
  const { t } = useTranslation('storefront')
  return (
    <EmptyState title={title ?? t('discover.empty')} action={children}>
      {t('discover.empty_text')}
    </EmptyState>
  )
}
