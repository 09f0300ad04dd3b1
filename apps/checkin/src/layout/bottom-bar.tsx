import { Link } from '@tanstack/react-router'
import { ScanLine, Smartphone, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const AREAS = [
  { to: '/scan', name: 'scan', Icon: ScanLine },
  { to: '/guests', name: 'guests', Icon: Users },
  { to: '/device', name: 'device', Icon: Smartphone },
] as const

/** At the thumb's end of the screen. */
export function BottomBar() {
  const { t } = useTranslation('checkin')
  return (
    <nav
      aria-label={t('nav.label')}
      className="grid shrink-0 grid-cols-3 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)]"
    >
      {AREAS.map(({ to, name, Icon }) => (
        <Link
          key={to}
          to={to}
          className="relative grid min-h-16 place-content-center justify-items-center gap-1 text-xs font-medium text-quiet hover:text-ink focus-visible:-outline-offset-4 aria-[current=page]:text-accent-text aria-[current=page]:before:absolute aria-[current=page]:before:inset-x-6 aria-[current=page]:before:top-0 aria-[current=page]:before:h-1 aria-[current=page]:before:rounded-b-md aria-[current=page]:before:bg-accent"
        >
          <Icon className="size-6" aria-hidden="true" />
          {t(`nav.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
