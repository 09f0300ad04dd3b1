import { Notice } from '@tessera/ui/notice'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from './failure-text.ts'

/** What did not work, what it means for seats and money, what to do. Read out at once. */
export function FailureNotice({ error, actions }: { error: unknown; actions?: ReactNode }) {
  const { t } = useTranslation('ui')
  const failureText = useFailureText()
  if (!error) return null
  const { title, text, reference } = failureText(error)
  return (
    <Notice tone="danger" live title={title} actions={actions}>
      <p>{text}</p>
      {reference && <p className="text-xs text-quiet">{t('failure.reference', { id: reference })}</p>}
    </Notice>
  )
}
