import { createFileRoute } from '@tanstack/react-router'
import { PageTitle } from '@tessera/ui/page-title'
import { Skeleton } from '@tessera/ui/skeleton'
import { useTranslation } from 'react-i18next'

export const Route = createFileRoute('/')({ component: HomePage })

function HomePage() {
  const { t } = useTranslation('storefront')
  return (
    <div className="mx-auto grid max-w-6xl gap-8 px-4 py-8 md:px-6 md:py-12">
      <PageTitle below={t('home.below')}>{t('home.title')}</PageTitle>
      <ul className="grid gap-x-5 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
        {['a', 'b', 'c', 'd', 'e', 'f'].map(place => (
          <li key={place} className="grid gap-3">
            <Skeleton className="aspect-[3/2] h-auto" />
            <Skeleton className="h-5 w-3/4" />
            <Skeleton className="w-1/2" />
          </li>
        ))}
      </ul>
    </div>
  )
}
