import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Notice } from '@tessera/ui/notice'
import { TextArea } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refundEvent } from '../api/orders.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useOrganizer } from '../session.ts'

/** A cancelled event owes its buyers their money: everything back, order by order, each exactly once. */
export function RefundEvent({ eventId }: { eventId: string }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const refund = useMutation({
    mutationFn: () => refundEvent(organizer.id, eventId, reason.trim()),
    onSuccess: () => {
      toast({ title: t('refund.event_started') })
      setOpen(false)
      for (const part of ['orders', 'needs']) void client.invalidateQueries({ queryKey: [organizer.id, part] })
    },
  })
  const wrong = useWrong(refund.error)
  return (
    <>
      <Notice
        tone="warning"
        title={t('refund.event_title')}
        actions={<Button onClick={() => setOpen(true)}>{t('refund.event_do')}</Button>}
      >
        {t('refund.event_text')}
      </Notice>
      <FormDialog
        open={open}
        modal
        danger
        size="md"
        title={t('refund.event_ask')}
        description={t('refund.event_ask_text')}
        save={refund}
        action={t('refund.event_do')}
        disabled={!reason.trim()}
        onClose={() => setOpen(false)}
      >
        <TextArea
          id={fieldId('reason')}
          label={t('refund.reason')}
          rows={2}
          value={reason}
          onValueChange={setReason}
          error={wrong('reason')}
        />
      </FormDialog>
    </>
  )
}
