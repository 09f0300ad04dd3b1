import { createFileRoute } from '@tanstack/react-router'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useTranslation } from 'react-i18next'

export const Route = createFileRoute('/_frame/team')({ component: TeamPage })

function TeamPage() {
  const { t } = useTranslation('console')
  return (
    <div className="grid gap-6">
      <PageTitle>{t('nav.team')}</PageTitle>
      <SkeletonText lines={5} />
    </div>
  )
}
