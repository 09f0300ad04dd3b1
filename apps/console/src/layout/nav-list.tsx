import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../session.ts'
import { navGroups } from './nav-entries.ts'

/** The areas. `onFollow` lets the drawer of a phone close itself. */
export function NavList({ onFollow }: { onFollow?: () => void }) {
  const { t } = useTranslation('console')
  const may = useMay()
  return (
    <nav aria-label={t('frame.navigation')} className="grid gap-5">
      {navGroups.map(group => (
        <ul key={group.id} aria-label={t(`nav.${group.id}`)} className="grid gap-px">
          {group.entries
            .filter(({ needs }) => may(needs))
            .map(({ id, to, Icon }) => (
              <li key={id}>
                <Link
                  to={to}
                  onClick={onFollow}
                  activeOptions={{ exact: to === '/' }}
                  className="group relative flex min-h-(--control) items-center gap-3 rounded-md px-3 font-medium text-quiet hover:bg-mist hover:text-ink aria-[current=page]:bg-mist aria-[current=page]:text-ink"
                >
                  <Icon className="size-4 shrink-0 group-aria-[current=page]:text-accent-text" aria-hidden="true" />
                  {t(`nav.${id}`)}
                </Link>
              </li>
            ))}
        </ul>
      ))}
    </nav>
  )
}
