import { Link } from '@tanstack/react-router'
import { Logo } from '@tessera/ui/logo'
import { useTranslation } from 'react-i18next'

export function SiteHeader() {
  const { t } = useTranslation('storefront')
  return (
    <header className="no-print border-b border-line">
      <div className="mx-auto flex min-h-16 max-w-7xl items-center justify-between gap-4 px-4 md:px-8">
        <Link to="/" aria-label={t('frame.home')} className="-mx-2 flex min-h-11 items-center px-2">
          <Logo />
        </Link>
        <nav aria-label={t('frame.navigation')}>
          <Link
            to="/"
            className="flex min-h-11 items-center rounded-md px-3 text-sm font-medium text-quiet hover:text-ink aria-[current=page]:text-ink"
          >
            {t('frame.discover')}
          </Link>
        </nav>
      </div>
    </header>
  )
}
