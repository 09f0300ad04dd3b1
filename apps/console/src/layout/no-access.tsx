import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { useTranslation } from 'react-i18next'
import type { Role } from '../api/team.ts'
import { LinkButton } from '../link-button.tsx'
import { useMay, useOrganizer } from '../session.ts'
import { needOf } from './page-needs.ts'

/** For whoever typed or was sent the address of a page that their role does not open. */
export function NoAccess() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const role = t(`role.${organizer.role as Role}.name`)
  return (
    <div className="grid gap-5">
      <PageTitle>{t('frame.no_access')}</PageTitle>
      <EmptyState title={t('frame.no_access_title')} action={<LinkButton to="/">{t('nav.overview')}</LinkButton>}>
        {t('frame.no_access_text', { role, organizer: organizer.name })}
      </EmptyState>
    </div>
  )
}

/** Whether the page at this path, without the base, is open to whoever is signed in. */
export function useMayOpen(): (path: string) => boolean {
  const may = useMay()
  return path => {
    const need = needOf(path)
    return need === null || may(need)
  }
}
