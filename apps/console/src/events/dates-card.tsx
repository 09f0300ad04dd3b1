import { useMutation } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { Button, IconButton } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { DateRange } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Menu } from '@tessera/ui/menu'
import { useToast } from '@tessera/ui/toast'
import { Ban, Ellipsis, Pencil, Plus, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, type EventDate, updateDate } from '../api/events.ts'
import { useProblemText } from '../problems.ts'
import { useMay, useOrganizer } from '../session.ts'
import { DateCancelDialog, DateRemoveDialog } from './date-cancel-dialog.tsx'
import { DateDialog } from './date-dialog.tsx'
import { useDayText } from './day-text.ts'

type Props = { event: Event; onChanged: () => void }

/** The evenings of an event. Each is saved by itself, so that a long run can be worked on by several people. */
export function DatesCard({ event, onChanged }: Props) {
  const { t } = useTranslation('console')
  const dayText = useDayText(event.timezone)
  const said = useLocalized()
  const organizer = useOrganizer()
  const toast = useToast()
  const problem = useProblemText()
  const may = useMay()
  const [open, setOpen] = useState<EventDate | 'new' | null>(null)
  const [ending, setEnding] = useState<{ date: EventDate; how: 'cancel' | 'remove' } | null>(null)
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: onChanged,
    onError: error => toast({ title: problem(error), tone: 'danger' }),
  })
  const restore = (date: EventDate) =>
    act.mutate(() => updateDate(organizer.id, event.id, date, { state: 'scheduled' }))
  const entriesOf = (date: EventDate) => [
    { id: 'edit', label: t('action.edit'), icon: <Pencil aria-hidden="true" />, onSelect: () => setOpen(date) },
    date.state === 'cancelled'
      ? {
          id: 'restore',
          label: t('event.date_restore'),
          icon: <RotateCcw aria-hidden="true" />,
          onSelect: () => restore(date),
        }
      : {
          id: 'cancel',
          label: t('event.date_cancel'),
          icon: <Ban aria-hidden="true" />,
          onSelect: () => setEnding({ date, how: 'cancel' }),
        },
    {
      id: 'remove',
      label: t('event.date_remove'),
      icon: <Trash2 aria-hidden="true" />,
      danger: true,
      onSelect: () => setEnding({ date, how: 'remove' }),
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
                    label={t('action.more_for', { name: dayText(date.starts_at) })}
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
      {ending?.how === 'cancel' && (
        <DateCancelDialog event={event} date={ending.date} onClose={() => setEnding(null)} onDone={onChanged} />
      )}
      {ending?.how === 'remove' && (
        <DateRemoveDialog event={event} date={ending.date} onClose={() => setEnding(null)} onDone={onChanged} />
      )}
    </Card>
  )
}
