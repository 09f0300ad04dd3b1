import { createFileRoute, Outlet } from '@tanstack/react-router'
import { useCommandKey } from '@tessera/ui/command-key'
import { OfflineBar } from '@tessera/ui/offline-bar'
import { ToastProvider } from '@tessera/ui/toast'
import { lazy, Suspense, useState } from 'react'
import { SideNavigation } from '../layout/side-navigation.tsx'

const ConsolePalette = lazy(() => import('../layout/console-palette.tsx'))

export const Route = createFileRoute('/_frame')({ component: Frame })

function Frame() {
  const [palette, setPalette] = useState<'unopened' | boolean>('unopened')
  useCommandKey(setPalette)
  return (
    <ToastProvider>
      <OfflineBar />
      <div className="md:grid md:grid-cols-[240px_minmax(0,1fr)]">
        <SideNavigation onSearch={() => setPalette(true)} onChooseOrganizer={() => undefined} />
        <main id="main" tabIndex={-1} className="min-w-0 px-4 py-6 md:px-8 md:py-8">
          <Outlet />
        </main>
      </div>
      {palette !== 'unopened' && (
        <Suspense>
          <ConsolePalette open={palette} onOpenChange={setPalette} />
        </Suspense>
      )}
    </ToastProvider>
  )
}
