import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { localDaysBetween } from '@tessera/kernel/local-dates'
import { Button } from '@tessera/ui/button'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateTime } from '@tessera/ui/date-time'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { Dialog } from '@tessera/ui/dialog'
import { useToast } from '@tessera/ui/toast'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cloneEvent, type Event } from '../api/events.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'
import { fieldId, ProblemNotice, useWrong } from '../forms/problem-notice.tsx'
import { useOrganizer } from '../session.ts'
import { instantOf, wallOf } from './when.ts'

const PARTS = ['products', 'questions', 'pools', 'check_in_lists'] as const
type Part = (typeof PARTS)[number]

const weekLater = (wall: string) => new Date(Date.parse(`${wall}Z`) + 7 * 86_400_000).toISOString().slice(0, 16)

/** A draft like this event on other days; all its dates move by as many days as the first. */
export function CloneDialog({ event, onClose }: { event: Event; onClose: () => void }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  const first = event.dates[0]
  const zone = event.timezone
  const [title, setTitle] = useState<FlatDraft>(() => flatTexts('title', event.title))
  const [starts, setStarts] = useState(() => weekLater(wallOf(first?.starts_at, zone)))
  const [parts, setParts] = useState<ReadonlySet<Part>>(new Set(PARTS))
  const target = instantOf(starts, zone)
  const days = first && target ? localDaysBetween(new Date(first.starts_at), new Date(target), zone) : 0
  const clone = useMutation({
    mutationFn: () =>
      cloneEvent(organizer.id, event.id, {
        title: textsOf(title, 'title'),
        first_starts_at: target ?? '',
        parts: [...parts],
      }),
    onSuccess: async made => {
      await client.invalidateQueries({ queryKey: [organizer.id, 'events'] })
      toast({ title: t('event.cloned') })
      onClose()
      await navigate({ to: '/events/$event/details', params: { event: made.id } })
    },
  })
  const wrong = useWrong(clone.error)
  const toggle = (part: Part) => {
    const next = new Set(parts)
    if (!next.delete(part)) next.add(part)
    setParts(next)
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={open => !open && onClose()}
      title={t('event.clone_title')}
      description={t('event.clone_text')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button variant="primary" disabled={!target} pending={clone.isPending} onClick={() => clone.mutate()}>
            {t('event.clone_do')}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <ProblemNotice error={clone.error} />
        <BilingualField
          label={t('event.title')}
          name="title"
          draft={title}
          onChange={(key, value) => setTitle(before => ({ ...before, [key]: value }))}
          wrong={wrong}
          required={event.default_locale}
        />
        <div className="grid gap-2">
          <DateTimeField
            id={fieldId('first_starts_at')}
            label={t('event.clone_first')}
            zone={zone}
            value={starts}
            onValueChange={setStarts}
            error={wrong('first_starts_at')}
          />
          {first && (
            <p className="text-quiet" aria-live="polite">
              {t('event.clone_shift', { count: days, dates: event.dates.length })}{' '}
              <DateTime at={first.starts_at} zone={zone} format="short" />
              {target && (
                <>
                  <ArrowRight className="mx-1.5 inline size-3.5 rtl:-scale-x-100" aria-hidden="true" />
                  <DateTime at={target} zone={zone} format="short" />
                </>
              )}
            </p>
          )}
        </div>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t('event.clone_parts')}</legend>
          <div className="grid md:grid-cols-2">
            {PARTS.map(part => (
              <Checkbox
                key={part}
                label={t(`event.part_${part}`)}
                checked={parts.has(part)}
                onCheckedChange={() => toggle(part)}
              />
            ))}
          </div>
        </fieldset>
      </div>
    </Dialog>
  )
}
