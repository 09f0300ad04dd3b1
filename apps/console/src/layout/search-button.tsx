import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { commandKey, onMac } from './command-key-name.ts'

export function SearchButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('console')
  return (
    <button
      type="button"
      onClick={onClick}
      aria-keyshortcuts={onMac ? 'Meta+K' : 'Control+K'}
      className="flex min-h-(--control) w-full items-center gap-2 rounded-md border border-line bg-raised px-3 text-quiet hover:border-edge hover:text-ink"
    >
      <Search className="size-4" aria-hidden="true" />
      <span className="grow truncate text-start">{t('frame.search')}</span>
      <kbd
        aria-hidden="true"
        className="rounded-sm bg-mist px-1.5 py-0.5 font-sans text-xs whitespace-nowrap max-md:hidden"
      >
        {commandKey} K
      </kbd>
    </button>
  )
}
