import { Button } from '@tessera/ui/button'
import { Dialog } from '@tessera/ui/dialog'
import { useTranslation } from 'react-i18next'
import { clearCorrection } from '../door/desk.ts'
import { correction } from '../door/door-app.ts'
import { useConflictText } from '../result/conflict-text.ts'
import { useObserved } from '../syncing/observable.ts'

/** The server answered late, and would not have let this guest in. */
export function CorrectionDialog() {
  const { t } = useTranslation('checkin')
  const record = useObserved(correction)
  const conflictText = useConflictText()
  if (!record) return null
  const name = record.verdict.ticket?.attendeeName ?? t('result.no_name')
  return (
    <Dialog
      open
      onOpenChange={clearCorrection}
      title={t('conflict.title')}
      description={t('conflict.text', { name, reason: conflictText(record.conflict ?? '') })}
      actions={
        <Button variant="primary" size="lg" onClick={clearCorrection}>
          {t('conflict.seen')}
        </Button>
      }
    />
  )
}
