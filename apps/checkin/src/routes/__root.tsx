import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { OfflineBar } from '@tessera/ui/offline-bar'
import { SkipLink } from '@tessera/ui/skip-link'

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Frame })

/** The whole screen belongs to the page: no header, no footer, safe areas kept clear. */
function Frame() {
  return (
    <div className="flex min-h-dvh flex-col pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)]">
      <SkipLink />
      <OfflineBar />
      <main id="main" tabIndex={-1} className="flex grow flex-col">
        <Outlet />
      </main>
    </div>
  )
}
