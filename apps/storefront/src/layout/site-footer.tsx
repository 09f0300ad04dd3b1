import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { LogoMark } from '@tessera/ui/logo'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import { useTranslation } from 'react-i18next'

export function SiteFooter() {
  const { t } = useTranslation('storefront')
  return (
    <footer className="no-print mt-16 border-t border-line text-sm text-quiet">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-6 md:px-6">
        <p className="flex items-center gap-2">
          <LogoMark className="size-4 shrink-0" />
          {t('frame.promise')}
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <a href="/console/" className="flex min-h-11 items-center px-2 hover:text-ink hover:underline">
            {t('frame.for_organizers')}
          </a>
          <LocaleSwitch />
          <ThemeToggle />
        </div>
      </div>
    </footer>
  )
}
