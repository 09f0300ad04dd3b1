import { useMutation } from '@tanstack/react-query'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { RadioGroup } from '@tessera/ui/radio-group'
import { TextArea } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, type EventDate, postponeEvent, rescheduleEvent } from '../api/events.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useOrganizer } from '../session.ts'
import { movedAlong, movesOf, type Walls, wallsOf } from './moved-dates.ts'

type Props = { event: Event; onClose: () => void; onChanged: (event: Event) => void }
type Way = 'known' | 'follows'

/** Another day, or none yet: what it does to sales, tickets and buyers stands there before anything is pressed. */
export function PostponeDialog({ event, onClose, onChanged }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const isPostponed = event.state === 'postponed'
  const [way, setWay] = useState<Way>('known')
  const [reason, setReason] = useState('')
  const dates = event.dates.filter(date => date.state === 'scheduled')
  const [walls, setWalls] = useState(() => wallsOf(dates, event.timezone))
  const moves = movesOf(dates, walls, event.timezone)
  const words = reason.trim()
  const save = useMutation({
    mutationFn: () =>
      way === 'follows'
        ? postponeEvent(organizer.id, event.id, words)
        : rescheduleEvent(organizer.id, event, { dates: moves, ...(words ? { reason: words } : {}) }),
    onSuccess: changed => {
      onChanged(changed)
      toast({ title: t(way === 'follows' ? 'event.postponed_done' : 'event.rescheduled_done') })
      onClose()
    },
  })
  const wrong = useWrong(save.error)
  const complete = way === 'follows' ? words !== '' : moves.length > 0
  return (
    <FormDialog
      modal
      size="md"
      title={t(isPostponed ? 'event.new_date' : 'event.postpone')}
      save={save}
      action={t(way === 'follows' ? 'event.postpone_do' : 'event.reschedule_do')}
      disabled={!complete}
      onClose={onClose}
    >
      {!isPostponed && (
        <RadioGroup
          label={t('event.postpone_way')}
          hideLabel
          options={[
            { value: 'known', label: t('event.postpone_known'), hint: t('event.postpone_known_hint') },
            { value: 'follows', label: t('event.postpone_follows'), hint: t('event.postpone_follows_hint') },
          ]}
          value={way}
          onValueChange={setWay}
        />
      )}
      {way === 'known' && <NewDates event={event} dates={dates} walls={walls} onWalls={setWalls} />}
      <TextArea
        id={fieldId('reason')}
        label={t('event.postpone_reason')}
        hint={t('event.postpone_reason_hint')}
        optional={way === 'known'}
        rows={3}
        value={reason}
        onValueChange={setReason}
        error={wrong('reason')}
      />
    </FormDialog>
  )
}

type NewDatesProps = {
  event: Event
  dates: readonly EventDate[]
  walls: Walls
  onWalls: (walls: Walls) => void
}

/** A field for each date; where the first goes the others go along. */
function NewDates({ event, dates, walls, onWalls }: NewDatesProps) {
  const { t } = useTranslation('console')
  return (
    <fieldset className="grid max-h-64 gap-3 overflow-y-auto p-1">
      <legend className="sr-only">{t('event.dates')}</legend>
      {dates.map((date, index) => (
        <DateTimeField
          key={date.id}
          id={fieldId(`dates.${index}.starts_at`)}
          label={dates.length === 1 ? t('event.starts') : t('event.date_nth', { n: index + 1 })}
          hint={index === 0 && dates.length > 1 ? t('event.moves_along') : undefined}
          zone={event.timezone}
          value={walls.get(date.id) ?? ''}
          onValueChange={to => onWalls(movedAlong(walls, dates, date.id, to))}
        />
      ))}
    </fieldset>
  )
}
