import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { LogoMark } from '@tessera/ui/logo'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import { useTranslation } from 'react-i18next'
import { systemQuery } from '../api/system.ts'

const link = 'flex min-h-11 items-center px-2 hover:text-ink hover:underline'

export function SiteFooter() {
  const { t } = useTranslation('storefront')
  const { data: system } = useQuery(systemQuery)
  return (
    <footer className="no-print border-t border-line text-sm text-quiet">
      {system?.demo && <DemoHint mailbox={system.mailbox} />}
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-6 md:px-8">
        <p className="flex items-center gap-2">
          <LogoMark className="size-4 shrink-0" />
          {t('frame.promise')}
        </p>
        <div className="-mx-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link to="/find-orders" className={link}>
            {t('frame.my_tickets')}
          </Link>
          <a href="/console/" className={link}>
            {t('frame.for_organizers')}
          </a>
          <LocaleSwitch />
          <ThemeToggle />
        </div>
      </div>
    </footer>
  )
}

/** Somebody who tries Tessera should find its other sides. */
function DemoHint({ mailbox }: { mailbox: boolean }) {
  const { t } = useTranslation('storefront')
  return (
    <div className="border-b border-line bg-mist text-ink">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 md:px-8">
        <p className="me-auto py-2">{t('demo.hint')}</p>
        <nav aria-label={t('demo.label')} className="-mx-2 flex flex-wrap gap-x-2 font-medium">
          <a href="/console/" className={link}>
            {t('demo.console')}
          </a>
          <a href="/checkin/" className={link}>
            {t('demo.checkin')}
          </a>
          {mailbox && (
            <Link to="/mailbox" className={link}>
              {t('demo.mailbox')}
            </Link>
          )}
        </nav>
      </div>
    </div>
  )
}
