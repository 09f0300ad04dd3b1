import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Dialog } from '@tessera/ui/dialog'
import { TextArea } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelEvent, type Event } from '../api/events.ts'
import { fieldId, ProblemNotice, useWrong } from '../forms/problem-notice.tsx'
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
    <Dialog
      open
      modal
      size="md"
      onOpenChange={open => !open && onClose()}
      title={t('event.cancel_title')}
      actions={
        <>
          <Button onClick={onClose}>{t('event.cancel_keep')}</Button>
          <Button variant="danger" disabled={!reason.trim()} pending={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('event.cancel_do')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemNotice error={cancel.error} />
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
    </Dialog>
  )
}
