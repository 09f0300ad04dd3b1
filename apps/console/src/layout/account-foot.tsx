import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { IconButton } from '@tessera/ui/button'
import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import { useToast } from '@tessera/ui/toast'
import { LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { signOut } from '../api/account.ts'
import { useSession } from '../session.ts'

/** Who is signed in, language and appearance: at the foot of the navigation. */
export function AccountFoot({ onFollow }: { onFollow?: () => void }) {
  const { t } = useTranslation('console')
  const { account } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      client.clear()
      await navigate({ to: '/sign-in' })
    },
    onError: () => toast({ title: t('frame.sign_out_failed'), tone: 'danger' }),
  })
  return (
    <div className="grid gap-2 border-t border-line pt-3">
      <div className="flex items-center gap-1">
        <Link
          to="/account"
          onClick={onFollow}
          className="grid min-h-11 min-w-0 grow content-center rounded-md px-2 py-1 hover:bg-mist aria-[current=page]:bg-mist"
        >
          <span className="truncate font-medium">{account.name || t('frame.account')}</span>
          <span className="truncate text-xs text-quiet">{account.email}</span>
        </Link>
        <IconButton
          label={t('frame.sign_out')}
          icon={<LogOut aria-hidden="true" className="size-4!" />}
          onClick={() => leave.mutate()}
        />
      </div>
      <div className="flex items-center justify-between gap-2">
        <LocaleSwitch />
        <ThemeToggle />
      </div>
    </div>
  )
}
