import { useQueryClient } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDate, type Event, type EventDate, eventQuery, updateDate } from '../api/events.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId } from '../forms/problem-notice.tsx'
import { useEditDialog } from '../forms/use-edit-dialog.ts'
import { useOrganizer } from '../session.ts'
import { daysLater, instantOf, movedEnd, wallOf } from './when.ts'

type Props = { event: Event; date: EventDate | null; onClose: () => void; onSaved: () => void }
type Times = { starts: string; ends: string; doors: string }

/** What stands in the fields at first: the date itself, or for a new one the day after the last. */
function firstTimes(event: Event, date: EventDate | null): Times {
  const from = date ?? event.dates.at(-1)
  const wall = (at: string | null | undefined) => daysLater(wallOf(at, event.timezone), date ? 0 : 1)
  return { starts: wall(from?.starts_at), ends: wall(from?.ends_at), doors: wall(from?.doors_at) }
}

/** One evening: when it begins and ends. Who has a ticket for it is told of another time, unless one says otherwise. */
export function DateDialog({ event, date, ...leave }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const zone = event.timezone
  const [times, setTimes] = useState(() => firstTimes(event, date))
  const [label, setLabel] = useState<FlatDraft>(() => flatTexts('label', date?.label ?? {}))
  const [tell, setTell] = useState(true)
  const { starts, ends } = times
  const moved = date !== null && (starts !== wallOf(date.starts_at, zone) || ends !== wallOf(date.ends_at, zone))
  const asksToTell = moved && event.state === 'published'
  const query = eventQuery(organizer.id, event.id)
  const edit = useEditDialog({
    opened: date,
    reload: async () => (await client.fetchQuery({ ...query, staleTime: 0 })).dates,
    typed: [times, label],
    save: onto => {
      const body = {
        starts_at: instantOf(starts, zone) ?? '',
        ends_at: instantOf(ends, zone),
        doors_at: instantOf(times.doors, zone),
        label: textsOf(label, 'label'),
      }
      if (!onto) return addDate(organizer.id, event.id, body)
      return updateDate(organizer.id, event.id, onto, { ...body, ...(asksToTell ? { tell_buyers: tell } : {}) })
    },
    ...leave,
  })
  return (
    <FormDialog
      {...edit.dialog}
      size="md"
      title={t(date ? 'event.date_edit' : 'event.date_add')}
      description={t('event.date_zone', { zone: zone.replaceAll('_', ' ') })}
      disabled={!starts}
    >
      <WhenFields times={times} onChange={setTimes} wrong={edit.wrong} />
      <BilingualField
        label={t('event.date_label')}
        name="label"
        draft={label}
        onChange={(key, value) => setLabel(before => ({ ...before, [key]: value }))}
        wrong={edit.wrong}
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

type WhenProps = { times: Times; onChange: (times: Times) => void; wrong: (path: string) => string | undefined }

/** The end and the doors move along with the start. */
function WhenFields({ times, onChange, wrong }: WhenProps) {
  const { t } = useTranslation('console')
  const { starts, ends, doors } = times
  return (
    <>
      <DateTimeField
        id={fieldId('starts_at')}
        label={t('event.starts')}
        value={starts}
        onValueChange={next =>
          onChange({ starts: next, ends: movedEnd(starts, next, ends), doors: movedEnd(starts, next, doors) })
        }
        error={wrong('starts_at')}
      />
      <DateTimeField
        id={fieldId('ends_at')}
        label={t('event.ends')}
        optional
        min={starts}
        value={ends}
        onValueChange={next => onChange({ ...times, ends: next })}
        error={wrong('ends_at')}
      />
      <DateTimeField
        id={fieldId('doors_at')}
        label={t('event.doors')}
        optional
        max={starts}
        value={doors}
        onValueChange={next => onChange({ ...times, doors: next })}
        error={wrong('doors_at')}
      />
    </>
  )
}
