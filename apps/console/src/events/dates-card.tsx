import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { DateRange } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Ban, Pencil, Plus, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, type EventDate, updateDate } from '../api/events.ts'
import { useAct } from '../forms/use-act.ts'
import { MoreMenu } from '../layout/more-menu.tsx'
import { useMay, useOrganizer } from '../session.ts'
import { DateCancelDialog, DateRemoveDialog } from './date-cancel-dialog.tsx'
import { DateDialog } from './date-dialog.tsx'
import { useDayText } from './day-text.ts'

type Props = { event: Event; onChanged: () => void }
type Ending = 'cancel' | 'remove'

/** The evenings of an event. Each is saved by itself, so that a long run can be worked on by several people. */
export function DatesCard({ event, onChanged }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  const act = useAct(onChanged)
  const [open, setOpen] = useState<EventDate | 'new' | null>(null)
  const [ending, setEnding] = useState<{ date: EventDate; how: Ending } | null>(null)
  const EndDialog = ending?.how === 'cancel' ? DateCancelDialog : DateRemoveDialog
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
          <DateLine
            key={date.id}
            date={date}
            zone={event.timezone}
            onEdit={() => setOpen(date)}
            onEnd={how => setEnding({ date, how })}
            onRestore={() => act.mutate(() => updateDate(organizer.id, event.id, date, { state: 'scheduled' }))}
          />
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
      {ending && <EndDialog event={event} date={ending.date} onClose={() => setEnding(null)} onDone={onChanged} />}
    </Card>
  )
}

type ChangeProps = { date: EventDate; onEdit: () => void; onEnd: (how: Ending) => void; onRestore: () => void }

function DateLine({ zone, ...change }: ChangeProps & { zone: string }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const dayText = useDayText(zone)
  const may = useMay()
  const { date } = change
  const isCancelled = date.state === 'cancelled'
  return (
    <li className="flex items-center gap-2 py-2 ps-4 pe-2 md:ps-5">
      <div className="grid min-w-0 grow gap-0.5">
        <span className={isCancelled ? 'text-quiet line-through' : undefined}>
          <DateRange from={date.starts_at} to={date.ends_at} zone={zone} />
        </span>
        {said(date.label) && <span className="text-xs text-quiet">{said(date.label)}</span>}
      </div>
      {isCancelled && <Badge tone="danger">{t('event.date_cancelled')}</Badge>}
      {may('events.edit') && <DateMenu {...change} name={dayText(date.starts_at)} />}
    </li>
  )
}

function DateMenu({ date, name, onEdit, onEnd, onRestore }: ChangeProps & { name: string }) {
  const { t } = useTranslation('console')
  return (
    <MoreMenu
      label={t('action.more_for', { name })}
      entries={[
        { id: 'edit', label: t('action.edit'), icon: <Pencil aria-hidden="true" />, onSelect: onEdit },
        date.state === 'cancelled'
          ? {
              id: 'restore',
              label: t('event.date_restore'),
              icon: <RotateCcw aria-hidden="true" />,
              onSelect: onRestore,
            }
          : {
              id: 'cancel',
              label: t('event.date_cancel'),
              icon: <Ban aria-hidden="true" />,
              onSelect: () => onEnd('cancel'),
            },
        {
          id: 'remove',
          label: t('event.date_remove'),
          icon: <Trash2 aria-hidden="true" />,
          danger: true,
          onSelect: () => onEnd('remove'),
        },
      ]}
    />
  )
}
