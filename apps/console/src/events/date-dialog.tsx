import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDate, type Event, type EventDate, eventQuery, updateDate } from '../api/events.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useGuardedClose } from '../forms/use-guarded-close.ts'
import { useNewest } from '../forms/use-newest.tsx'
import { useOrganizer } from '../session.ts'
import { instantOf, movedEnd, wallOf } from './when.ts'

type DialogProps = { event: Event; date: EventDate | null; onClose: () => void; onSaved: () => void }

/** One evening: when it begins and ends. Who has a ticket for it is told of another time, unless one says otherwise. */
export function DateDialog({ event, date, onClose, onSaved }: DialogProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const zone = event.timezone
  const from = date ?? event.dates.at(-1)
  const shift = (wall: string) =>
    date || !wall ? wall : new Date(Date.parse(`${wall}Z`) + 86_400_000).toISOString().slice(0, 16)
  const [starts, setStarts] = useState(() => shift(wallOf(from?.starts_at, zone)))
  const [ends, setEnds] = useState(() => shift(wallOf(from?.ends_at, zone)))
  const [doors, setDoors] = useState(() => shift(wallOf(from?.doors_at, zone)))
  const [tell, setTell] = useState(true)
  const [label, setLabel] = useState<FlatDraft>(() => flatTexts('label', date?.label ?? {}))
  const client = useQueryClient()
  const query = eventQuery(organizer.id, event.id)
  const newest = useNewest(date, async () => (await client.fetchQuery({ ...query, staleTime: 0 })).dates)
  const typed = JSON.stringify([starts, ends, doors, label])
  const [first] = useState(typed)
  const close = useGuardedClose(onClose, typed !== first)
  const moved = date !== null && (starts !== wallOf(date.starts_at, zone) || ends !== wallOf(date.ends_at, zone))
  const asksToTell = moved && event.state === 'published'
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        starts_at: instantOf(starts, zone) ?? '',
        ends_at: instantOf(ends, zone),
        doors_at: instantOf(doors, zone),
        label: textsOf(label, 'label'),
      }
      if (!newest.onto) await addDate(organizer.id, event.id, body)
      else
        await updateDate(organizer.id, event.id, newest.onto, { ...body, ...(asksToTell ? { tell_buyers: tell } : {}) })
    },
    onSuccess: () => {
      onSaved()
      onClose()
    },
    onError: newest.catchUp,
  })
  const wrong = useWrong(save.error)
  return (
    <FormDialog
      size="md"
      title={t(date ? 'event.date_edit' : 'event.date_add')}
      description={t('event.date_zone', { zone: zone.replaceAll('_', ' ') })}
      save={save}
      disabled={!starts}
      onClose={onClose}
      onDismiss={close}
      overtaken={newest.overtaken}
    >
      <DateTimeField
        id={fieldId('starts_at')}
        label={t('event.starts')}
        value={starts}
        onValueChange={next => {
          setEnds(movedEnd(starts, next, ends))
          setDoors(movedEnd(starts, next, doors))
          setStarts(next)
        }}
        error={wrong('starts_at')}
      />
      <DateTimeField
        id={fieldId('ends_at')}
        label={t('event.ends')}
        optional
        min={starts}
        value={ends}
        onValueChange={setEnds}
        error={wrong('ends_at')}
      />
      <DateTimeField
        id={fieldId('doors_at')}
        label={t('event.doors')}
        optional
        max={starts}
        value={doors}
        onValueChange={setDoors}
        error={wrong('doors_at')}
      />
      <BilingualField
        label={t('event.date_label')}
        name="label"
        draft={label}
        onChange={(key, value) => setLabel(before => ({ ...before, [key]: value }))}
        wrong={wrong}
      />
      {asksToTell && (
        <Checkbox
          label={t('event.date_tell')}
          hint={t('event.date_tell_hint')}
          checked={tell}
          onCheckedChange={setTell}
        />
      )}
    </FormDialog>
  )
}
