import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { SkipLink } from '@tessera/ui/skip-link'
import { ToastProvider } from '@tessera/ui/toast'

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Page })

/** Signed out and signed in alike; the frame with the navigation is the `_frame` layout route. */
function Page() {
  return (
    <ToastProvider>
      <div className="min-h-dvh">
        <SkipLink />
        <Outlet />
      </div>
    </ToastProvider>
  )
}
