import { formatTime } from '@tessera/kernel/date-text'
import { Button } from '@tessera/ui/button'
import { cn } from '@tessera/ui/cn'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { Check, LogOut, RotateCcw, TriangleAlert, UserRound, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { log, undo } from '../door/door-app.ts'
import type { Place } from '../door/placing.ts'
import { useConflictText } from '../result/conflict-text.ts'
import { type ResultTone, toneOf } from '../result/result-look.ts'
import { useReasonTexts } from '../result/result-text.ts'
import { correctedAt, type ScanRecord } from '../scans/scan-record.ts'
import { useObserved } from '../syncing/observable.ts'

const MOST_SHOWN = 5
const LOOKS: Record<ResultTone, { Icon: typeof Check; look: string }> = {
  accepted: { Icon: Check, look: 'bg-success text-on-solid' },
  left: { Icon: LogOut, look: 'bg-info text-on-solid' },
  refused: { Icon: X, look: 'bg-danger text-on-solid' },
  attention: { Icon: UserRound, look: 'bg-warning text-on-warning' },
}

export function LastScans({ place }: { place: Place }) {
  const { t } = useTranslation('checkin')
  const shown = useObserved(log.records)
    .filter(record => record.kind !== 'undo' && record.listId === place.list.id)
    .slice(0, MOST_SHOWN)
  return (
    <section aria-labelledby="last-scans" className="overflow-hidden rounded-lg border border-line bg-raised">
      <h2 id="last-scans" className="px-4 pt-3 pb-2 text-sm font-semibold">
        {t('last.title')}
      </h2>
      {shown.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-quiet">{t('last.empty')}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {shown.map(record => (
            <Row key={record.nonce} record={record} place={place} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ record, place }: { record: ScanRecord; place: Place }) {
  const { t } = useTranslation('checkin')
  const { formatLocale: locale } = useLocale()
  const reasons = useReasonTexts()
  const conflictText = useConflictText()
  const localized = useLocalized()
  const { verdict } = record
  const { Icon, look } = LOOKS[toneOf(record)]
  const name = verdict.ticket ? (verdict.ticket.attendeeName ?? t('result.no_name')) : t('last.unknown')
  const isAccepted = verdict.outcome === 'accepted'
  const told = isAccepted ? localized(verdict.ticket?.productName) : reasons[verdict.reason].title
  const time = formatTime(correctedAt(record), { locale, zone: place.event.zone })
  return (
    <li className="flex min-h-16 items-center gap-3 py-2 ps-4 pe-2">
      <span
        aria-hidden="true"
        className={cn(
          'grid size-9 shrink-0 place-items-center rounded-md',
          record.undone ? 'bg-mist text-quiet' : look,
        )}
      >
        {record.undone ? <RotateCcw className="size-5" /> : <Icon className="size-5" strokeWidth={3} />}
      </span>
      <span className="grid min-w-0 grow">
        <span className={cn('truncate font-semibold', record.undone && 'line-through')}>{name}</span>
        <span className="figures truncate text-sm text-quiet">
          {[time, record.state === 'waiting' && t('last.waiting'), record.undone ? t('last.undone') : told]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {record.conflict !== null && (
          <span className="flex items-center gap-1 text-sm font-semibold text-danger-text">
            <TriangleAlert className="size-4" aria-hidden="true" />
            {conflictText(record.conflict)}
          </span>
        )}
      </span>
      {isAccepted && !record.undone && <UndoButton record={record} name={name} />}
    </li>
  )
}

const SURE_FOR_MS = 4_000

/** Two taps: gloves hit what they did not mean, and an undone entry lets somebody else in. */
function UndoButton({ record, name }: { record: ScanRecord; name: string }) {
  const { t } = useTranslation('checkin')
  const [state, setState] = useState<'idle' | 'sure' | 'working' | 'refused'>('idle')
  useEffect(() => {
    if (state !== 'sure') return undefined
    const timer = setTimeout(() => setState('idle'), SURE_FOR_MS)
    return () => clearTimeout(timer)
  }, [state])
  if (state === 'refused') {
    return <output className="max-w-32 pe-2 text-end text-sm text-danger-text">{t('last.undo_refused')}</output>
  }
  const press = () => {
    if (state === 'idle') return setState('sure')
    setState('working')
    void undo(record).then(result => setState(result === 'refused' ? 'refused' : 'idle'))
  }
  return (
    <Button
      variant={state === 'sure' ? 'danger' : 'secondary'}
      pending={state === 'working'}
      onClick={press}
      aria-label={state === 'sure' ? undefined : t('last.undo_of', { name })}
    >
      {state === 'idle' ? t('last.undo') : t('last.undo_sure')}
    </Button>
  )
}
