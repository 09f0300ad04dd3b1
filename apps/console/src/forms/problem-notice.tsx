import { FormErrors } from '@tessera/ui/form-errors'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/problem.ts'
import { useFieldProblems, useProblemText } from '../problems.ts'

/** Fields are named after where their value stands in the request: `dates.0.ends_at` is `f-dates-0-ends_at`. */
export const fieldId = (path: string) => `f-${path.replaceAll('.', '-')}`

/** `const wrong = useWrong(mutation.error); <TextField id={fieldId('name')} error={wrong('name')} />` */
export function useWrong(error: unknown): (path: string) => string | undefined {
  const problems = useFieldProblems()(error)
  return path => problems.find(each => each.path === path || each.path.startsWith(`${path}.`))?.message
}

/** Why it was refused and what to do, above the form; what belongs to fields leads to them. */
export function ProblemNotice({ error }: { error: unknown }) {
  const { t } = useTranslation('console')
  const said = useProblemText()
  const fields = useFieldProblems()(error)
  if (!error) return null
  const text = said(error)
  if (fields.length > 0) {
    return (
      <FormErrors
        named
        title={text}
        errors={fields.map(({ path, message }) => ({ message, fieldId: fieldId(path) }))}
      />
    )
  }
  const reference = error instanceof ApiProblem && error.status >= 500 ? error.requestId : null
  return (
    <Notice tone="danger" live>
      <p>{text}</p>
      {reference && <p className="text-xs text-quiet">{t('problem.reference', { id: reference })}</p>}
    </Notice>
  )
}
