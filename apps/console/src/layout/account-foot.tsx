import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import { useSession } from '../session.ts'

/** Who is signed in, language and appearance: at the foot of the navigation. */
export function AccountFoot() {
  const { account } = useSession()
  return (
    <div className="grid gap-2 border-t border-line pt-3">
      {account.email && (
        <p className="min-w-0 px-2">
          <span className="block truncate font-medium">{account.name}</span>
          <span className="block truncate text-xs text-quiet">{account.email}</span>
        </p>
      )}
      <div className="flex items-center justify-between gap-2">
        <LocaleSwitch />
        <ThemeToggle />
      </div>
    </div>
  )
}
