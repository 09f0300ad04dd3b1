import { Link } from '@tanstack/react-router'
import { LogoMark } from '@tessera/ui/logo'
import { Menu } from '@tessera/ui/menu'
import { ChevronsUpDown, ExternalLink, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session.ts'

/** Whose books these are: always in sight, so that nobody refunds the wrong organizer's order. */
export function OrganizerSwitch({ onChoose }: { onChoose: (organizerId: string) => void }) {
  const { t } = useTranslation('console')
  const { organizers, organizer } = useSession()
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t('frame.organizer', { name: organizer?.name ?? 'Tessera' })}
          className="flex min-h-11 w-full min-w-0 items-center gap-3 rounded-md px-2 text-start hover:bg-mist"
        >
          <LogoMark className="size-7 shrink-0 text-accent" />
          <span className="display grow truncate text-base">{organizer?.name ?? 'Tessera'}</span>
          <ChevronsUpDown className="size-4 shrink-0 text-quiet" aria-hidden="true" />
        </button>
      }
      entries={[
        ...organizers.map(each => ({
          id: each.id,
          label: each.name,
          checked: each.id === organizer?.id,
          onSelect: () => onChoose(each.id),
        })),
        ...(organizers.length > 0 ? [{ id: 'line', separator: true as const }] : []),
        {
          id: 'new',
          label: t('frame.new_organizer'),
          icon: <Plus aria-hidden="true" />,
          link: <Link to="/start" search={{ more: true }} />,
        },
        {
          id: 'storefront',
          label: t('frame.storefront'),
          icon: <ExternalLink aria-hidden="true" />,
          href: organizer ? `/o/${organizer.slug}` : '/',
        },
      ]}
    />
  )
}
