import { Languages } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { useLocale } from './i18n.tsx'

function nameOf(locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** Each language under its own name. */
export function LocaleSwitch({ className }: { className?: string }) {
  const { t } = useTranslation('ui')
  const { locale, locales, setLocale } = useLocale()
  return (
    <label className={cn('relative inline-flex items-center text-sm text-quiet hover:text-ink', className)}>
      <span className="sr-only">{t('language')}</span>
      <Languages className="pointer-events-none absolute start-2 size-4" aria-hidden="true" />
      <select
        value={locale}
        onChange={event => void setLocale(event.target.value)}
        className="min-h-9 touch:min-h-11 appearance-none rounded-md bg-transparent ps-8 pe-2 hover:bg-mist"
      >
        {locales.map(each => (
          <option key={each} value={each} lang={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
    </label>
  )
}
