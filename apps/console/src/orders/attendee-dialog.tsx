import { useMutation } from '@tanstack/react-query'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeAttendee, type OrderDetail, type OrderLine } from '../api/orders.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useAct } from '../forms/use-act.ts'
import { useOrganizer } from '../session.ts'

type Props = { order: OrderDetail; line: OrderLine; onClose: () => void; onSaved: () => void }

export function AttendeeDialog({ order, line, onClose, onSaved }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const [name, setName] = useState(line.attendee_name ?? '')
  const [email, setEmail] = useState(line.attendee_email ?? '')
  const put = (version: number, who: { name: string | null; email: string | null }) =>
    changeAttendee(organizer.id, { id: order.id, version }, line.id, {
      attendee_name: who.name,
      attendee_email: who.email,
    })
  const undo = useAct(onSaved)
  const save = useMutation({
    mutationFn: () => put(order.version, { name: name.trim() || null, email: email.trim() || null }),
    onSuccess: changed => {
      const before = { name: line.attendee_name, email: line.attendee_email }
      toast({
        title: t('order.attendee_saved'),
        ...(line.ticket_id ? { description: t('order.reissued_text') } : {}),
        undo: () => undo.mutate(() => put(changed.version, before)),
      })
      onSaved()
      onClose()
    },
  })
  const wrong = useWrong(save.error)
  return (
    <FormDialog
      title={t('order.edit_attendee')}
      description={t(line.ticket_id ? 'order.edit_attendee_text' : 'order.edit_attendee_early')}
      save={save}
      onClose={onClose}
    >
      <TextField
        id={fieldId('attendee_name')}
        label={t('order.attendee_name')}
        value={name}
        onValueChange={setName}
        error={wrong('attendee_name')}
      />
      <TextField
        id={fieldId('attendee_email')}
        label={t('entry.email')}
        type="email"
        optional
        value={email}
        onValueChange={setEmail}
        error={wrong('attendee_email')}
      />
    </FormDialog>
  )
}
