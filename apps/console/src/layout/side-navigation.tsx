import { Link } from '@tanstack/react-router'
import { Logo } from '@tessera/ui/logo'
import { useTranslation } from 'react-i18next'
import { navGroups } from './nav-entries.ts'

export function SideNavigation() {
  const { t } = useTranslation('console')
  return (
    <header className="border-e border-line md:sticky md:top-0 md:h-dvh md:overflow-y-auto">
      <div className="flex h-14 items-center px-4">
        <Logo />
      </div>
      <nav aria-label={t('frame.navigation')} className="grid gap-6 p-3">
        {navGroups.map(group => (
          <ul key={group.id} aria-label={t(`nav.${group.id}`)} className="grid gap-px">
            {group.entries.map(({ id, to, Icon }) => (
              <li key={id}>
                <Link
                  to={to}
                  activeOptions={{ exact: to === '/' }}
                  className="flex min-h-(--control) items-center gap-3 rounded-md px-3 font-medium text-quiet hover:bg-mist hover:text-ink aria-[current=page]:bg-mist aria-[current=page]:text-ink"
                >
                  <Icon className="size-4 shrink-0" aria-hidden="true" />
                  {t(`nav.${id}`)}
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </nav>
    </header>
  )
}
