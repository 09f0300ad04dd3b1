import { createFileRoute, Outlet } from '@tanstack/react-router'
import { SideNavigation } from '../layout/side-navigation.tsx'

export const Route = createFileRoute('/_frame')({ component: Frame })

function Frame() {
  return (
    <div className="md:grid md:grid-cols-[232px_minmax(0,1fr)]">
      <SideNavigation />
      <main id="main" tabIndex={-1} className="min-w-0 px-4 py-6 md:px-8 md:py-8">
        <Outlet />
      </main>
    </div>
  )
}
