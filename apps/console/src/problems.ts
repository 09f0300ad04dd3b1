import { useTranslation } from 'react-i18next'
import { ApiProblem } from './api/problem.ts'
import { useWordFor } from './known-words.ts'

/**
 * What a refusal means and what to do about it, in the reader's language: `inventory.capacity_below_taken` is said by
 * the text `problem.inventory_capacity_below_taken`.
 */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation('console')
  const wordFor = useWordFor()
  return error => {
    const { code, status } = error instanceof ApiProblem ? error : { code: 'request.internal', status: 500 }
    return wordFor('problem', code) ?? t(`problem.${status < 500 ? 'refused' : 'request_internal'}`)
  }
}

export type FieldMessage = { path: string; message: string }

/** The refusals that belong to fields, each with a text of ours; the path names the field: `dates.0.ends_at`. */
export function useFieldProblems(): (error: unknown) => FieldMessage[] {
  const { t } = useTranslation('console')
  const wordFor = useWordFor()
  return error => {
    if (!(error instanceof ApiProblem)) return []
    return error.fields.map(({ path, code }) => ({
      path: path.replaceAll('/', '.'),
      message: wordFor('field_problem', code) ?? t('field_problem.invalid'),
    }))
  }
}
