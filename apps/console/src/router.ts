import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { asking, pagesOf } from '@tessera/ui/app-pages'
import { focusHeading } from '@tessera/ui/route-focus'
import { noteSignedOut } from './api/signed-out.ts'
import { routeTree } from './route-tree.gen.ts'

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSignedOut }),
  mutationCache: new MutationCache({ onError: noteSignedOut }),
  defaultOptions: asking,
})

export const router = createRouter({ ...pagesOf(import.meta.env.BASE_URL), routeTree, context: { queryClient } })

router.subscribe('onRendered', focusHeading)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
