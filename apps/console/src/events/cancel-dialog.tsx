import { useMutation } from '@tanstack/react-query'
import { TextArea } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelEvent, type Event } from '../api/events.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useOrganizer } from '../session.ts'

type Props = { event: Event; onClose: () => void; onCancelled: (event: Event) => void }

/** Calling off is for good, so it says beforehand what it does to sales, tickets and money. */
export function CancelDialog({ event, onClose, onCancelled }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const cancel = useMutation({
    mutationFn: () => cancelEvent(organizer.id, event.id, reason.trim()),
    onSuccess: cancelled => {
      onCancelled(cancelled)
      toast({ title: t('event.cancelled_done') })
      onClose()
    },
  })
  const wrong = useWrong(cancel.error)
  return (
    <FormDialog
      modal
      danger
      size="md"
      title={t('event.cancel_title')}
      save={cancel}
      action={t('event.cancel_do')}
      disabled={!reason.trim()}
      stay={t('event.cancel_keep')}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <ul className="grid list-disc gap-1.5 ps-5">
          <li>{t('event.cancel_sales')}</li>
          <li>{t('event.cancel_tickets')}</li>
          <li>{t('event.cancel_mails')}</li>
          <li>{t('event.cancel_money')}</li>
          <li>{t('event.cancel_final')}</li>
        </ul>
        <TextArea
          id={fieldId('reason')}
          label={t('event.cancel_reason')}
          hint={t('event.cancel_reason_hint')}
          rows={3}
          value={reason}
          onValueChange={setReason}
          error={wrong('reason')}
        />
      </div>
    </FormDialog>
  )
}
