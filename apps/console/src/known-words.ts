import { useTranslation } from 'react-i18next'
import type en from './locales/en.json'

/** Sets of codes that the server may add to without asking us. */
type Codes =
  | 'actor'
  | 'audit_action'
  | 'audit_subject'
  | 'category'
  | 'credential'
  | 'field_problem'
  | 'import_issue'
  | 'permission'
  | 'problem'
type Key = { [C in Codes]: `${C}.${keyof (typeof en)[C] & string}` }[Codes]

/** `const wordFor = useWordFor(); wordFor('permission', code) ?? code`: our word for a code, where we have one. */
export function useWordFor(): (codes: Codes, code: string) => string | undefined {
  const { t, i18n } = useTranslation('console')
  return (codes, code) => {
    const key = `${codes}.${code.replaceAll(/[.-]/g, '_')}`
    return i18n.exists(key, { ns: 'console' }) ? t(key as Key) : undefined
  }
}
