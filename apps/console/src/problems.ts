import { useTranslation } from 'react-i18next'
import { ApiProblem } from './api/problem.ts'
import type en from './locales/en.json'

type Said = keyof (typeof en)['problem']
type FieldSaid = keyof (typeof en)['field_problem']

/** `inventory.capacity_below_taken` is said by the text `problem.inventory_capacity_below_taken`. */
const keyOf = (code: string) => code.replaceAll('.', '_') as Said

/** What a refusal means and what to do about it, in the reader's language. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('console')
  return error => {
    const code = error instanceof ApiProblem ? error.code : 'request.internal'
    const key = keyOf(code)
    if (i18n.exists(`problem.${key}`, { ns: 'console' })) return t(`problem.${key}`)
    const kind = error instanceof ApiProblem && error.status < 500 ? 'refused' : 'request_internal'
    return t(`problem.${kind}`)
  }
}

export type FieldMessage = { path: string; message: string }

/** The refusals that belong to fields, each with a text of ours; the path names the field: `dates.0.ends_at`. */
export function useFieldProblems(): (error: unknown) => FieldMessage[] {
  const { t, i18n } = useTranslation('console')
  return error => {
    if (!(error instanceof ApiProblem)) return []
    return error.fields.map(({ path, code }) => {
      const key = code.replaceAll('.', '_') as FieldSaid
      const known = i18n.exists(`field_problem.${key}`, { ns: 'console' })
      return { path: path.replaceAll('/', '.'), message: t(`field_problem.${known ? key : 'invalid'}`) }
    })
  }
}
