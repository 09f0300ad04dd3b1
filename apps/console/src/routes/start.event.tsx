import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, redirect, useNavigate } from '@tanstack/react-router'
import { useLocale } from '@tessera/ui/i18n'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accountQuery } from '../api/account.ts'
import { createEvent, type NewEvent } from '../api/events.ts'
import { DRAFT_DEFAULTS, venueOf } from '../events/event-draft.ts'
import { instantOf, likelyEvening } from '../events/when.ts'
import { textsOf } from '../forms/flat-draft.ts'
import { NoAccess } from '../layout/no-access.tsx'
import { useHouse, useMay, useOrganizer } from '../session.ts'
import { type Basics, BasicsForm } from '../start/basics-form.tsx'
import { posterOfDraft } from '../start/poster-of.ts'
import { PosterPreview } from '../start/poster-preview.tsx'
import { StartShell } from '../start/start-shell.tsx'

export const Route = createFileRoute('/start/event')({
  beforeLoad: async ({ context }) => {
    const account = await context.queryClient.ensureQueryData(accountQuery)
    if (account?.organizers.length === 0) throw redirect({ to: '/start' })
  },
  component: NewEventStep,
})

function newEventOf({ draft, starts, ends }: Basics, locale: string): NewEvent {
  const zone = draft.timezone ?? 'UTC'
  const mode = draft.attendance_mode as NewEvent['attendance_mode']
  return {
    title: textsOf(draft, 'title'),
    summary: textsOf(draft, 'summary'),
    category: draft.category,
    timezone: zone,
    default_locale: locale,
    attendance_mode: mode,
    venue: mode === 'online' ? null : venueOf(draft),
    online_url: mode === 'in_person' ? null : draft.online_url?.trim() || null,
    dates: [{ starts_at: instantOf(starts, zone) ?? '', ends_at: instantOf(ends, zone) }],
  }
}

/** Said before anything is typed, not after. */
function NewEventStep() {
  const may = useMay()
  return may('events.create') ? <NewEvent /> : <NoAccess />
}

function NewEvent() {
  const { t } = useTranslation('console')
  const { locale } = useLocale()
  const organizer = useOrganizer()
  const house = useHouse()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [typed, setTyped] = useState<Basics | null>(null)
  const evening = likelyEvening(new Date(), house.zone)
  const value = typed ?? {
    draft: { ...DRAFT_DEFAULTS, timezone: house.zone, 'venue.country': house.country },
    ...evening,
  }
  const create = useMutation({
    mutationFn: () => createEvent(organizer.id, newEventOf(value, locale)),
    onSuccess: async event => {
      client.setQueryData([organizer.id, 'event', event.id], event)
      await client.invalidateQueries({ queryKey: [organizer.id, 'events'] })
      await navigate({ to: '/start/$event/tickets', params: { event: event.id } })
    },
  })
  return (
    <StartShell
      step="event"
      title={t('start.event_title')}
      below={t('start.event_below')}
      aside={<PosterPreview poster={posterOfDraft(value, 'new event')} />}
    >
      <BasicsForm
        value={value}
        onChange={setTyped}
        locale={locale}
        error={create.error}
        pending={create.isPending}
        onSubmit={() => create.mutate()}
      />
    </StartShell>
  )
}
