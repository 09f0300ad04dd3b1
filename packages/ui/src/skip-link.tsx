import { useTranslation } from 'react-i18next'

/** First thing in the tab order: past the navigation to `<main id="main" tabIndex={-1}>`. */
export function SkipLink({ to = 'main' }: { to?: string }) {
  const { t } = useTranslation('ui')
  return (
    <a
      href={`#${to}`}
      className="sr-only rounded-md bg-ink font-medium text-paper focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-50 focus:px-4 focus:py-3"
    >
      {t('skip_to_content')}
    </a>
  )
}
