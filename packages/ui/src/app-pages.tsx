import { FailurePage, NotFoundPage } from './failure-page.tsx'
import { SkeletonPage } from './skeleton.tsx'

/** How an app's router shows pages: while they come, when they break, and when there is none. */
export const pagesOf = (home: string) => ({
  basepath: home,
  defaultPreload: 'intent' as const,
  scrollRestoration: true,
  defaultPendingComponent: SkeletonPage,
  defaultNotFoundComponent: () => <NotFoundPage home={home} />,
  defaultErrorComponent: ({ reset }: { reset: () => void }) => <FailurePage onRetry={reset} home={home} />,
})

/** How an app's query client asks. */
export const asking = {
  queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: true },
  // Money and stock are never tried twice by themselves; the caller decides with the same idempotency key.
  mutations: { retry: false },
}
