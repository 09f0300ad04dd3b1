import { useMutation } from '@tanstack/react-query'
import { useToast } from '@tessera/ui/toast'
import { useTranslation } from 'react-i18next'
import { type OrderLine, reissueTicket } from '../api/orders.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { useOrganizer } from '../session.ts'

type Props = { line: OrderLine; onClose: () => void; onDone: () => void }

/** The code that somebody may have on paper dies with it, so it is asked for. */
export function ReissueDialog({ line, onClose, onDone }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const reissue = useMutation({
    mutationFn: () => reissueTicket(organizer.id, line.ticket_id ?? ''),
    onSuccess: () => {
      toast({ title: t('order.reissued'), description: t('order.reissued_text') })
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      modal
      title={t('order.reissue')}
      description={t('order.reissue_ask')}
      save={reissue}
      action={t('order.reissue_do')}
      onClose={onClose}
    />
  )
}
