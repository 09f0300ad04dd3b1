import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateRange } from '@tessera/ui/date-time'
import { Dialog } from '@tessera/ui/dialog'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, type EventDate, removeDate, updateDate } from '../api/events.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'
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
    <Dialog
      open
      modal
      onOpenChange={open => !open && onClose()}
      title={t('event.date_cancel_title')}
      description={<DateRange from={date.starts_at} to={date.ends_at} zone={event.timezone} />}
      actions={
        <>
          <Button onClick={onClose}>{t('event.cancel_keep')}</Button>
          <Button variant="danger" pending={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('event.date_cancel')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemNotice error={cancel.error} />
        <p>{t('event.date_cancel_text')}</p>
        {event.state === 'published' && (
          <Checkbox label={t('event.date_tell')} checked={tell} onCheckedChange={setTell} />
        )}
      </div>
    </Dialog>
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
    <Dialog
      open
      modal
      onOpenChange={open => !open && onClose()}
      title={t('event.date_remove_title')}
      description={<DateRange from={date.starts_at} to={date.ends_at} zone={event.timezone} />}
      actions={
        <>
          <Button onClick={onClose}>{t('action.keep')}</Button>
          <Button variant="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
            {t('event.date_remove')}
          </Button>
        </>
      }
    >
      <ProblemNotice error={remove.error} />
      {!remove.error && <p>{t('event.date_remove_text')}</p>}
    </Dialog>
  )
}
