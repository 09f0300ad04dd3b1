import { createFileRoute } from '@tanstack/react-router'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useTranslation } from 'react-i18next'

export const Route = createFileRoute('/_frame/settings')({ component: SettingsPage })

function SettingsPage() {
  const { t } = useTranslation('console')
  return (
    <div className="grid gap-6">
      <PageTitle>{t('nav.settings')}</PageTitle>
      <SkeletonText lines={5} />
    </div>
  )
}
