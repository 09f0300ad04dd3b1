import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { SkipLink } from '@tessera/ui/skip-link'
import { CorrectionDialog } from '../layout/correction-dialog.tsx'
import { usePlace } from '../layout/standing.tsx'
import { UpdatePrompt } from '../layout/update-prompt.tsx'
import { useWedge } from '../layout/use-wedge.ts'
import { ResultScreen } from '../result/result-screen.tsx'

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Frame })

/** The whole screen belongs to the page; a result covers whatever page is open. */
function Frame() {
  const place = usePlace()
  useWedge(place !== null)
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <main id="main" tabIndex={-1} className="flex grow flex-col">
        <Outlet />
      </main>
      <UpdatePrompt />
      {place && <CorrectionDialog />}
      {place && <ResultScreen place={place} />}
    </div>
  )
}
