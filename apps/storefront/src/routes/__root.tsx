import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { OfflineBar } from '@tessera/ui/offline-bar'
import { SkipLink } from '@tessera/ui/skip-link'
import { SiteFooter } from '../layout/site-footer.tsx'
import { SiteHeader } from '../layout/site-header.tsx'

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Frame })

function Frame() {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <OfflineBar />
      <SiteHeader />
      <main id="main" tabIndex={-1} className="grow">
        <Outlet />
      </main>
      <SiteFooter />
    </div>
  )
}
