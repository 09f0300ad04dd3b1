import { useQueryClient } from '@tanstack/react-query'
import { createFileRoute, Outlet, redirect, useLocation, useNavigate } from '@tanstack/react-router'
import { useCommandKey } from '@tessera/ui/command-key'
import { OfflineBar } from '@tessera/ui/offline-bar'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { chooseOrganizer } from '../active-organizer.ts'
import { accountQuery } from '../api/account.ts'
import { NoAccess, useMayOpen } from '../layout/no-access.tsx'
import { SideNavigation } from '../layout/side-navigation.tsx'
import { SignedOutBar } from '../layout/signed-out-bar.tsx'
import { useHelpKey } from '../layout/use-help-key.ts'

const ConsolePalette = lazy(() => import('../layout/console-palette.tsx'))
const ShortcutsDialog = lazy(() => import('../layout/shortcuts-dialog.tsx'))

export const Route = createFileRoute('/_frame')({
  beforeLoad: async ({ context, location }) => {
    const account = await context.queryClient.ensureQueryData(accountQuery)
    if (!account) throw redirect({ to: '/sign-in', search: { return: location.href } })
    if (account.organizers.length === 0) throw redirect({ to: '/start' })
  },
  component: Frame,
})

function Frame() {
  const [palette, setPalette] = useState<'unopened' | boolean>('unopened')
  const navigate = useNavigate()
  const client = useQueryClient()
  const [help, setHelp] = useState(false)
  const openHelp = useCallback(() => setHelp(true), [])
  useCommandKey(setPalette)
  useHelpKey(openHelp)
  const mayOpen = useMayOpen()
  // Loaded ahead: the first letters after the shortcut belong to it already.
  useEffect(() => void import('../layout/console-palette.tsx'), [])
  const path = useLocation({ select: location => location.pathname })
  const choose = (organizerId: string) => {
    chooseOrganizer(organizerId)
    void client.invalidateQueries({ queryKey: [organizerId] })
    void navigate({ to: '/' })
  }
  return (
    <>
      <OfflineBar />
      <SignedOutBar />
      <div className="md:grid md:grid-cols-[240px_minmax(0,1fr)]">
        <SideNavigation onSearch={() => setPalette(true)} onChooseOrganizer={choose} />
        <main id="main" tabIndex={-1} className="min-w-0 px-4 py-6 outline-none md:px-8 md:py-8">
          <div className="mx-auto max-w-300">{mayOpen(path) ? <Outlet /> : <NoAccess />}</div>
        </main>
      </div>
      {palette !== 'unopened' && (
        <Suspense>
          <ConsolePalette open={palette} onOpenChange={setPalette} onHelp={openHelp} />
        </Suspense>
      )}
      {help && (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </>
  )
}
