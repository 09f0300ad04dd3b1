import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from './button.tsx'
import { useDocumentTitle } from './document-title.ts'
import { tilePath } from './logo.tsx'

function TilePicture({ broken = false }: { broken?: boolean }) {
  return (
    <svg viewBox="0 0 72 72" className="size-20" aria-hidden="true">
      <rect
        x="1.5"
        y="1.5"
        width="69"
        height="69"
        rx="6"
        fill="none"
        className="text-line"
        stroke="currentColor"
        strokeDasharray="6 6"
        strokeWidth="2"
      />
      {broken ? (
        <g className="text-accent-text" fill="currentColor">
          <path d="M12 12h22l-6 14 8 10-7 10 4 14H12Z" />
          <path d="M42 14h18v13a9 9 0 0 0 0 18v13H43l-5-13 8-9-8-11Z" opacity="0.8" />
        </g>
      ) : (
        <path
          className="text-accent-text"
          fill="currentColor"
          transform="rotate(14 36 36) translate(14 14) scale(1.85)"
          d={tilePath}
        />
      )}
    </svg>
  )
}

function Message({
  picture,
  title,
  text,
  children,
}: {
  picture: ReactNode
  title: string
  text: string
  children: ReactNode
}) {
  useDocumentTitle(title)
  return (
    <div className="mx-auto grid max-w-lg justify-items-start gap-4 px-4 py-16 md:py-24">
      {picture}
      <h1 tabIndex={-1} className="display text-xl">
        {title}
      </h1>
      <p className="text-quiet">{text}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  )
}

/** Shown for an address that leads nowhere. */
export function NotFoundPage({ home = '/' }: { home?: string }) {
  const { t } = useTranslation('ui')
  return (
    <Message picture={<TilePicture />} title={t('not_found.title')} text={t('not_found.text')}>
      <LinkButton variant="primary" href={home}>
        {t('not_found.home')}
      </LinkButton>
    </Message>
  )
}

/** Shown when a page breaks: says what it means and offers another try. `reference` is the request id. */
export function FailurePage({
  reference,
  onRetry,
  home = '/',
}: {
  reference?: string
  onRetry?: () => void
  home?: string
}) {
  const { t } = useTranslation('ui')
  return (
    <Message picture={<TilePicture broken />} title={t('failure.title')} text={t('failure.text')}>
      <Button variant="primary" onClick={onRetry ?? (() => location.reload())}>
        {t('failure.retry')}
      </Button>
      <LinkButton variant="quiet" href={home}>
        {t('failure.home')}
      </LinkButton>
      {reference && <p className="w-full text-sm text-quiet">{t('failure.reference', { id: reference })}</p>}
    </Message>
  )
}

/** Catches what breaks while rendering. The router has its own for pages; this one guards the frame. */
export class ErrorBoundary extends Component<{ children: ReactNode; home?: string }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return <FailurePage home={this.props.home} />
  }
}
