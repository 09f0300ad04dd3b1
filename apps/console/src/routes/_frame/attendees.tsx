import { createFileRoute } from '@tanstack/react-router'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useTranslation } from 'react-i18next'

export const Route = createFileRoute('/_frame/attendees')({ component: AttendeesPage })

function AttendeesPage() {
  const { t } = useTranslation('console')
  return (
    <div className="grid gap-6">
      <PageTitle>{t('nav.attendees')}</PageTitle>
      <SkeletonText lines={5} />
    </div>
  )
}
