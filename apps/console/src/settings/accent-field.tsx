import { applyAccent } from '@tessera/ui/accent'
import { Button } from '@tessera/ui/button'
import { Field } from '@tessera/ui/field'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { contrastWith } from './contrast-with.ts'

const TESSERA = '#9c1a63'

type Props = { value: string; onValueChange: (value: string) => void }

/** The organizer's colour, by day and by night, with what it is measured by: words in it stay readable. */
export function AccentField({ value, onValueChange }: Props) {
  const { t } = useTranslation('console')
  return (
    <div className="grid gap-5">
      <Field label={t('settings.accent_choose')} hint={t('settings.accent_hint')}>
        {control => (
          <span className="flex flex-wrap items-center gap-3">
            <input
              {...control}
              type="color"
              value={value || TESSERA}
              onChange={event => onValueChange(event.target.value.toLowerCase())}
              className="h-11 w-16 cursor-pointer rounded-md border border-edge bg-raised p-1"
            />
            <code className="figures">{value || t('settings.accent_own')}</code>
            {value && (
              <Button size="sm" variant="quiet" onClick={() => onValueChange('')}>
                {t('settings.accent_reset')}
              </Button>
            )}
          </span>
        )}
      </Field>
      <div className="grid gap-3 md:grid-cols-2">
        <Sample theme="light" colour={value} />
        <Sample theme="dark" colour={value} />
      </div>
    </div>
  )
}

function Sample({ theme, colour }: { theme: 'light' | 'dark'; colour: string }) {
  const { t } = useTranslation('console')
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLSpanElement>(null)
  const words = useRef<HTMLSpanElement>(null)
  const ratios = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (!box.current) return
    applyAccent(colour || null, box.current)
    const paper = getComputedStyle(box.current).backgroundColor
    const onButton = button.current && contrastWith(button.current, getComputedStyle(button.current).backgroundColor)
    const onPaper = words.current && contrastWith(words.current, paper)
    if (ratios.current && onButton && onPaper) {
      ratios.current.textContent = t('settings.contrast', {
        button: onButton.toFixed(1),
        words: onPaper.toFixed(1),
      })
    }
  }, [colour, t])
  return (
    <div ref={box} data-theme={theme} className="grid gap-3 rounded-lg border border-line bg-paper p-4 text-ink">
      <p className="text-xs text-quiet">{t(theme === 'light' ? 'settings.by_day' : 'settings.by_night')}</p>
      <div className="flex flex-wrap items-center gap-4">
        <span ref={button} className="rounded-md bg-accent px-4 py-2 font-medium text-on-accent">
          {t('settings.sample_button')}
        </span>
        <span ref={words} className="font-medium text-accent-text underline underline-offset-2">
          {t('settings.sample_words')}
        </span>
      </div>
      <p ref={ratios} className="figures text-xs text-quiet" />
    </div>
  )
}
