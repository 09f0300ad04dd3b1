import { useLocale } from '@tessera/ui/i18n'
import { TextArea, TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import type { FlatDraft } from './flat-draft.ts'
import { fieldId } from './problem-notice.tsx'

type Props = {
  label: string
  /** Where the texts stand in the draft: `title`. */
  name: string
  draft: FlatDraft
  onChange: (key: string, value: string) => void
  wrong?: (path: string) => string | undefined
  /** The language that must be there. */
  required?: string
  hint?: string
  rows?: number
}

/** How a language is called in the reader's own. */
export function useLanguageName(): (locale: string) => string {
  const { locale } = useLocale()
  const names = new Intl.DisplayNames([locale], { type: 'language' })
  return code => names.of(code) ?? code
}

/** One text in every language, side by side: what is missing is seen at once. */
export function BilingualField({ label, name, draft, onChange, wrong, required, hint, rows }: Props) {
  const { t } = useTranslation('console')
  const { locales } = useLocale()
  const languageName = useLanguageName()
  return (
    <fieldset className="grid items-start gap-3 md:grid-cols-2">
      <legend className="sr-only">{label}</legend>
      {locales
        .toSorted((a, b) => Number(b === required) - Number(a === required))
        .map(locale => {
          const key = `${name}.${locale}`
          const shared = {
            id: fieldId(key),
            label: t('form.in_language', { label, language: languageName(locale) }),
            hint,
            lang: locale,
            optional: required !== undefined && locale !== required,
            value: draft[key] ?? '',
            onValueChange: (value: string) => onChange(key, value),
            error: wrong?.(key) ?? (locale === required ? wrong?.(name) : undefined),
          }
          return rows ? <TextArea key={key} {...shared} rows={rows} /> : <TextField key={key} {...shared} />
        })}
    </fieldset>
  )
}
