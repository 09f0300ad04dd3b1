import { createFileRoute } from '@tanstack/react-router'
import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { Logo } from '@tessera/ui/logo'
import { PageTitle } from '@tessera/ui/page-title'
import { Skeleton } from '@tessera/ui/skeleton'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import { useTranslation } from 'react-i18next'

export const Route = createFileRoute('/')({ component: HomePage })

function HomePage() {
  const { t } = useTranslation('checkin')
  return (
    <div className="mx-auto flex w-full max-w-md grow flex-col gap-8 p-6">
      <Logo />
      <div className="grid grow content-center gap-6">
        <PageTitle below={t('home.below')}>{t('home.title')}</PageTitle>
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </div>
      <div className="flex justify-between">
        <LocaleSwitch />
        <ThemeToggle />
      </div>
    </div>
  )
}
