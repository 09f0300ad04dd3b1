import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { localDaysBetween } from '@tessera/kernel/local-dates'
import { DateTime } from '@tessera/ui/date-time'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { useToast } from '@tessera/ui/toast'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CloneWish, cloneEvent, type Event } from '../api/events.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { ChoiceGroup } from '../forms/choices.tsx'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useOrganizer } from '../session.ts'
import { daysLater, instantOf, wallOf } from './when.ts'

const PARTS = ['products', 'questions', 'pools', 'check_in_lists'] as const
type Part = (typeof PARTS)[number]

/** A draft like this event on other days; all its dates move by as many days as the first. */
export function CloneDialog({ event, onClose }: { event: Event; onClose: () => void }) {
  const { t } = useTranslation('console')
  const zone = event.timezone
  const [title, setTitle] = useState<FlatDraft>(() => flatTexts('title', event.title))
  const [starts, setStarts] = useState(() => daysLater(wallOf(event.dates[0]?.starts_at, zone), 7))
  const [parts, setParts] = useState<readonly Part[]>(PARTS)
  const target = instantOf(starts, zone)
  const wish = { title: textsOf(title, 'title'), first_starts_at: target ?? '', parts: [...parts] }
  const clone = useClone(event, wish, onClose)
  const wrong = useWrong(clone.error)
  return (
    <FormDialog
      size="lg"
      title={t('event.clone_title')}
      description={t('event.clone_text')}
      save={clone}
      action={t('event.clone_do')}
      disabled={!target}
      onClose={onClose}
    >
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
        <Shift event={event} target={target} />
      </div>
      <ChoiceGroup
        legend={t('event.clone_parts')}
        options={PARTS.map(value => ({ value, label: t(`event.part_${value}`) }))}
        chosen={parts}
        onChange={setParts}
        className="mt-1 grid md:grid-cols-2"
      />
    </FormDialog>
  )
}

/** The draft opens at once: the next thing is to look through it. */
function useClone(event: Event, wish: CloneWish, onClose: () => void) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: () => cloneEvent(organizer.id, event.id, wish),
    onSuccess: async made => {
      await client.invalidateQueries({ queryKey: [organizer.id, 'events'] })
      toast({ title: t('event.cloned') })
      onClose()
      await navigate({ to: '/events/$event/details', params: { event: made.id } })
    },
  })
}

/** By how many days all dates move, and from when to when the first. */
function Shift({ event, target }: { event: Event; target: string | null }) {
  const { t } = useTranslation('console')
  const zone = event.timezone
  const first = event.dates[0]
  if (!first) return null
  const days = target ? localDaysBetween(new Date(first.starts_at), new Date(target), zone) : 0
  return (
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
  )
}
