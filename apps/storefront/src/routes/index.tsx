import { useInfiniteQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { cn } from '@tessera/ui/cn'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useTranslation } from 'react-i18next'
import { type EventCard, eventsQuery } from '../api/listings.ts'
import { EventList, NothingFound } from '../discover/event-list.tsx'
import { type EventSearch, filterOf, isFiltered, readEventSearch } from '../discover/event-search.ts'
import { FilterBar } from '../discover/filter-bar.tsx'
import { PosterWall, WALL_SIZE } from '../discover/poster-wall.tsx'
import { QuickSearches } from '../discover/quick-searches.tsx'
import { SearchBox } from '../discover/search-box.tsx'
import { LinkButton } from '../link-button.tsx'

export const Route = createFileRoute('/')({
  component: DiscoverPage,
  validateSearch: readEventSearch,
  loader: ({ context }) => {
    // Started with the page's code, not after it; the page itself does not wait.
    void context.queryClient.prefetchInfiniteQuery(eventsQuery({}))
  },
})

function DiscoverPage() {
  const { t } = useTranslation('storefront')
  const search = Route.useSearch()
  const next = useInfiniteQuery(eventsQuery({}))
  const filtered = isFiltered(search)
  const upcoming = next.data?.pages[0]?.data
  const hasWall = !filtered && !next.isError && (!upcoming || upcoming.length >= WALL_SIZE)
  useDocumentTitle(t('home.title'))
  return (
    <>
      <Hero search={search} hasWall={hasWall} upcoming={upcoming} />
      <section aria-labelledby="events" className="mx-auto grid max-w-7xl gap-6 px-4 py-8 md:px-8 md:py-12">
        <h2 id="events" className="display text-xl">
          {filtered ? t('home.found') : t('home.title')}
        </h2>
        <FilterBar search={search} />
        <EventList
          filter={filterOf(search, new Date())}
          empty={
            <NothingFound>
              {filtered && (
                <LinkButton to="/" search={{}} variant="primary">
                  {t('discover.clear')}
                </LinkButton>
              )}
            </NothingFound>
          }
        />
      </section>
    </>
  )
}

type HeroProps = { search: EventSearch; hasWall: boolean; upcoming: readonly EventCard[] | undefined }

/** The search, and beside it the next events as posters; only the search while one is looking for something. */
function Hero({ search, hasWall, upcoming }: HeroProps) {
  const { t } = useTranslation('storefront')
  const navigate = useNavigate({ from: '/' })
  return (
    <section className={cn(hasWall && 'border-b border-line bg-mist')}>
      <div
        className={cn(
          'mx-auto grid max-w-7xl gap-8 px-4 md:px-8',
          hasWall ? 'py-8 lg:grid-cols-[5fr_7fr] lg:gap-12 lg:py-0' : 'pt-8 md:pt-12',
        )}
      >
        <div
          className={cn(
            'grid content-start gap-5',
            hasWall ? 'lg:sticky lg:top-0 lg:gap-6 lg:self-start lg:py-24' : 'max-w-3xl',
          )}
        >
          <h1 tabIndex={-1} className={cn('display text-balance', hasWall ? 'text-poster' : 'text-2xl')}>
            {t('home.headline')}
          </h1>
          {hasWall && <p className="max-w-md text-lg text-quiet">{t('home.below')}</p>}
          <SearchBox
            value={search.q ?? ''}
            onSearch={words =>
              void navigate({
                search: previous => ({ ...previous, q: words || undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          />
          {hasWall && <QuickSearches />}
        </div>
        {hasWall && (
          <div className="lg:py-10">
            <PosterWall events={upcoming} />
          </div>
        )}
      </div>
    </section>
  )
}
