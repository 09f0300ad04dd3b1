import { useMutation } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateRange } from '@tessera/ui/date-time'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, type EventDate, removeDate, updateDate } from '../api/events.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { useOrganizer } from '../session.ts'

type Props = { event: Event; date: EventDate; onClose: () => void; onDone: () => void }

/** One evening of several does not take place. */
export function DateCancelDialog({ event, date, onClose, onDone }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const [tell, setTell] = useState(true)
  const cancel = useMutation({
    mutationFn: () => updateDate(organizer.id, event.id, date, { state: 'cancelled', tell_buyers: tell }),
    onSuccess: () => {
      toast({ title: t('event.date_cancelled_done') })
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      modal
      danger
      title={t('event.date_cancel_title')}
      description={<DateRange from={date.starts_at} to={date.ends_at} zone={event.timezone} />}
      save={cancel}
      action={t('event.date_cancel')}
      stay={t('event.cancel_keep')}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <p>{t('event.date_cancel_text')}</p>
        {event.state === 'published' && (
          <Checkbox label={t('event.date_tell')} checked={tell} onCheckedChange={setTell} />
        )}
      </div>
    </FormDialog>
  )
}

/** Nothing was sold for it; the server refuses otherwise and says what to do instead. */
export function DateRemoveDialog({ event, date, onClose, onDone }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const remove = useMutation({
    mutationFn: () => removeDate(organizer.id, event.id, date),
    onSuccess: () => {
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      modal
      danger
      title={t('event.date_remove_title')}
      description={<DateRange from={date.starts_at} to={date.ends_at} zone={event.timezone} />}
      save={remove}
      action={t('event.date_remove')}
      stay={t('action.keep')}
      onClose={onClose}
    >
      {!remove.error && <p>{t('event.date_remove_text')}</p>}
    </FormDialog>
  )
}
