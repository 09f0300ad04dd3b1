import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { FailurePage, NotFoundPage } from '@tessera/ui/failure-page'
import { focusHeading } from '@tessera/ui/route-focus'
import { SkeletonPage } from '@tessera/ui/skeleton'
import { noteSignedOut } from './api/signed-out.ts'
import { routeTree } from './route-tree.gen.ts'

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSignedOut }),
  mutationCache: new MutationCache({ onError: noteSignedOut }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: true },
    // Money and stock are never tried twice by themselves; the caller decides with the same idempotency key.
    mutations: { retry: false },
  },
})

export const router = createRouter({
  routeTree,
  basepath: import.meta.env.BASE_URL,
  context: { queryClient },
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: SkeletonPage,
  defaultNotFoundComponent: () => <NotFoundPage home={import.meta.env.BASE_URL} />,
  defaultErrorComponent: ({ reset }) => <FailurePage onRetry={reset} home={import.meta.env.BASE_URL} />,
})

router.subscribe('onRendered', focusHeading)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
