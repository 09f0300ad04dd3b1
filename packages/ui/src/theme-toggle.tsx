import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { setTheme, type Theme, useTheme } from './theme.ts'

const choices: { theme: Theme; Icon: typeof Sun }[] = [
  { theme: 'light', Icon: Sun },
  { theme: 'dark', Icon: Moon },
  { theme: 'system', Icon: Monitor },
]

/** Light, dark, or as the device is set. */
export function ThemeToggle({ className }: { className?: string }) {
  const { t } = useTranslation('ui')
  const current = useTheme()
  return (
    <fieldset className={cn('inline-flex rounded-md border border-line p-px', className)}>
      <legend className="sr-only">{t('theme.label')}</legend>
      {choices.map(({ theme, Icon }) => (
        <button
          key={theme}
          type="button"
          aria-pressed={current === theme}
          aria-label={t(`theme.${theme}`)}
          title={t(`theme.${theme}`)}
          onClick={() => setTheme(theme)}
          className="grid size-8 touch:size-11 place-items-center rounded-sm text-quiet hover:text-ink aria-pressed:bg-mist aria-pressed:text-ink"
        >
          <Icon className="size-4" aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  )
}
