import { useMutation } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { Button, IconButton } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { DateRange } from '@tessera/ui/date-time'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { Dialog } from '@tessera/ui/dialog'
import { useLocalized } from '@tessera/ui/i18n'
import { Menu } from '@tessera/ui/menu'
import { useToast } from '@tessera/ui/toast'
import { Ban, Ellipsis, Pencil, Plus, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDate, type Event, type EventDate, removeDate, updateDate } from '../api/events.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'
import { fieldId, ProblemNotice, useWrong } from '../forms/problem-notice.tsx'
import { useProblemText } from '../problems.ts'
import { useMay, useOrganizer } from '../session.ts'
import { instantOf, movedEnd, wallOf } from './when.ts'

type Props = { event: Event; onChanged: () => void }

/** The evenings of an event. Each is saved by itself, so that a long run can be worked on by several people. */
export function DatesCard({ event, onChanged }: Props) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const toast = useToast()
  const problem = useProblemText()
  const may = useMay()
  const [open, setOpen] = useState<EventDate | 'new' | null>(null)
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: onChanged,
    onError: error => toast({ title: problem(error), tone: 'danger' }),
  })
  const setState = (date: EventDate, state: EventDate['state']) =>
    act.mutate(() => updateDate(organizer.id, event.id, date, { state }))
  const entriesOf = (date: EventDate) => [
    { id: 'edit', label: t('action.edit'), icon: <Pencil aria-hidden="true" />, onSelect: () => setOpen(date) },
    date.state === 'cancelled'
      ? {
          id: 'restore',
          label: t('event.date_restore'),
          icon: <RotateCcw aria-hidden="true" />,
          onSelect: () => setState(date, 'scheduled'),
        }
      : {
          id: 'cancel',
          label: t('event.date_cancel'),
          icon: <Ban aria-hidden="true" />,
          onSelect: () => setState(date, 'cancelled'),
        },
    {
      id: 'remove',
      label: t('event.date_remove'),
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      onSelect: () => act.mutate(() => removeDate(organizer.id, event.id, date)),
    },
  ]
  return (
    <Card
      title={t('event.dates')}
      padding="none"
      actions={
        may('events.edit') && (
          <Button size="sm" icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
            {t('event.date_add')}
          </Button>
        )
      }
    >
      <ul className="max-h-110 divide-y divide-line overflow-y-auto">
        {event.dates.map(date => (
          <li key={date.id} className="flex items-center gap-2 py-2 ps-4 pe-2 md:ps-5">
            <div className="grid min-w-0 grow gap-0.5">
              <span className={date.state === 'cancelled' ? 'text-quiet line-through' : undefined}>
                <DateRange from={date.starts_at} to={date.ends_at} zone={event.timezone} />
              </span>
              {said(date.label) && <span className="text-xs text-quiet">{said(date.label)}</span>}
            </div>
            {date.state === 'cancelled' && <Badge tone="danger">{t('event.date_cancelled')}</Badge>}
            {may('events.edit') && (
              <Menu
                trigger={
                  <IconButton
                    size="sm"
                    label={t('action.more')}
                    icon={<Ellipsis aria-hidden="true" className="size-4!" />}
                  />
                }
                entries={entriesOf(date)}
              />
            )}
          </li>
        ))}
      </ul>
      {open && (
        <DateDialog
          event={event}
          date={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={onChanged}
        />
      )}
    </Card>
  )
}

type DialogProps = { event: Event; date: EventDate | null; onClose: () => void; onSaved: () => void }

function DateDialog({ event, date, onClose, onSaved }: DialogProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const zone = event.timezone
  const from = date ?? event.dates.at(-1)
  const shift = (wall: string) =>
    date || !wall ? wall : new Date(Date.parse(`${wall}Z`) + 86_400_000).toISOString().slice(0, 16)
  const [starts, setStarts] = useState(() => shift(wallOf(from?.starts_at, zone)))
  const [ends, setEnds] = useState(() => shift(wallOf(from?.ends_at, zone)))
  const [doors, setDoors] = useState(() => shift(wallOf(from?.doors_at, zone)))
  const [label, setLabel] = useState<FlatDraft>(() => flatTexts('label', date?.label ?? {}))
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        starts_at: instantOf(starts, zone) ?? '',
        ends_at: instantOf(ends, zone),
        doors_at: instantOf(doors, zone),
        label: textsOf(label, 'label'),
      }
      await (date ? updateDate(organizer.id, event.id, date, body) : addDate(organizer.id, event.id, body))
    },
    onSuccess: () => {
      onSaved()
      onClose()
    },
  })
  const wrong = useWrong(save.error)
  return (
    <Dialog
      open
      size="md"
      onOpenChange={open => !open && onClose()}
      title={t(date ? 'event.date_edit' : 'event.date_add')}
      description={t('event.date_zone', { zone: zone.replaceAll('_', ' ') })}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button variant="primary" disabled={!starts} pending={save.isPending} onClick={() => save.mutate()}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemNotice error={save.error} />
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
      </div>
    </Dialog>
  )
}
