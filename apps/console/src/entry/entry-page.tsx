import { Link } from '@tanstack/react-router'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { Logo } from '@tessera/ui/logo'
import { PosterImage } from '@tessera/ui/poster-image'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Pages before the door: a short form beside a mosaic. */
export function EntryPage({
  title,
  below,
  children,
  foot,
}: {
  title: string
  below?: ReactNode
  children: ReactNode
  foot?: ReactNode
}) {
  const { t } = useTranslation('console')
  useDocumentTitle(title)
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex min-h-dvh flex-col gap-10 px-5 py-5 md:px-10 md:py-8">
        <header className="flex items-center justify-between gap-3">
          <Link to="/sign-in" className="rounded-sm text-accent-text" aria-label={t('entry.home')}>
            <Logo />
          </Link>
          <div className="flex items-center gap-1">
            <LocaleSwitch />
            <div className="max-sm:hidden">
              <ThemeToggle />
            </div>
          </div>
        </header>
        <main id="main" tabIndex={-1} className="mx-auto my-auto grid w-full max-w-96 gap-6 pb-10">
          <div className="grid gap-2">
            <h1 tabIndex={-1} className="display text-xl">
              {title}
            </h1>
            {below && <p className="text-quiet">{below}</p>}
          </div>
          {children}
          {foot && <div className="grid gap-2 border-t border-line pt-5 text-quiet">{foot}</div>}
        </main>
      </div>
      <div className="relative overflow-hidden max-lg:hidden" aria-hidden="true">
        <PosterImage
          seed="tessera-console"
          palette="fig"
          width={900}
          height={1200}
          priority
          className="absolute inset-0 size-full rounded-none"
        />
      </div>
    </div>
  )
}
