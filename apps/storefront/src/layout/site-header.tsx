import { Link } from '@tanstack/react-router'
import { cn } from '@tessera/ui/cn'
import { Logo } from '@tessera/ui/logo'
import { TicketCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const link =
  'flex min-h-11 items-center gap-2 rounded-md px-3 text-sm whitespace-nowrap font-medium text-quiet hover:text-ink aria-[current=page]:text-ink'

export function SiteHeader() {
  const { t } = useTranslation('storefront')
  return (
    <header className="no-print border-b border-line">
      <div className="mx-auto flex min-h-16 max-w-7xl items-center justify-between gap-4 px-4 md:px-8">
        <Link to="/" aria-label={t('frame.home')} className="-mx-2 flex min-h-11 items-center px-2">
          <Logo />
        </Link>
        <nav aria-label={t('frame.navigation')} className="-me-3 flex">
          <Link to="/" className={cn(link, 'max-[22rem]:hidden')}>
            {t('frame.discover')}
          </Link>
          <Link to="/find-orders" className={link}>
            <TicketCheck aria-hidden="true" className="size-4 max-sm:hidden" />
            {t('frame.my_tickets')}
          </Link>
        </nav>
      </div>
    </header>
  )
}
