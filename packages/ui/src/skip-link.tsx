import { useTranslation } from 'react-i18next'

/** First thing in the tab order: past the navigation to `<main id="main" tabIndex={-1}>`. */
export function SkipLink({ to = 'main' }: { to?: string }) {
  const { t } = useTranslation('ui')
  return (
    <a
      href={`#${to}`}
      className="fixed start-2 top-2 z-50 -translate-y-24 rounded-md bg-ink px-4 py-3 font-medium text-paper focus:translate-y-0"
    >
      {t('skip_to_content')}
    </a>
  )
}
