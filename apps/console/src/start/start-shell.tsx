import { Link } from '@tanstack/react-router'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { Logo } from '@tessera/ui/logo'
import { Stepper } from '@tessera/ui/stepper'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export type StartStep = 'organizer' | 'event' | 'tickets' | 'publish'

type Props = {
  step: StartStep
  title: string
  below?: string
  /** Set once the event exists: the steps behind then lead back. */
  eventId?: string
  children: ReactNode
  /** Beside the form on a wide screen. */
  aside?: ReactNode
}

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

/** The guided way to a first event: four steps, each saved when one goes on. */
export function StartShell({ step, title, below, eventId, children, aside }: Props) {
  const { t } = useTranslation('console')
  useDocumentTitle(title)
  const back = (path: string) => (eventId ? `${base}/start/${eventId}${path}` : undefined)
  const steps = [
    { id: 'organizer', label: t('start.step_organizer') },
    { id: 'event', label: t('start.step_event'), href: back('') },
    { id: 'tickets', label: t('start.step_tickets'), href: back('/tickets') },
    { id: 'publish', label: t('start.step_publish'), href: back('/publish') },
  ]
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center gap-3 border-b border-line px-4 py-2 md:px-8">
        <Link to="/" aria-label={t('start.leave')} className="rounded-sm text-accent-text">
          <Logo />
        </Link>
        <div className="ms-auto flex items-center gap-1">
          <div className="flex items-center gap-1 max-sm:hidden">
            <LocaleSwitch />
            <ThemeToggle />
          </div>
          <Link to="/events" className="whitespace-nowrap rounded-md px-3 py-2 text-quiet hover:bg-mist hover:text-ink">
            {t('start.later')}
          </Link>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-260 content-start gap-6 px-4 py-6 outline-none md:px-8"
      >
        <Stepper label={t('start.steps')} steps={steps} current={step} />
        <div className={aside ? 'grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]' : 'max-w-160'}>
          <div className="grid gap-6">
            <div className="grid gap-1">
              <h1 tabIndex={-1} className="display text-xl">
                {title}
              </h1>
              {below && <p className="max-w-prose text-quiet">{below}</p>}
            </div>
            {children}
          </div>
          {aside && <div className="grid gap-3 lg:sticky lg:top-6">{aside}</div>}
        </div>
      </main>
    </div>
  )
}
