import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, eventQuery, updateDate, updateEvent } from '../api/events.ts'
import { draftOf, patchOf } from '../events/event-draft.ts'
import { instantOf, wallOf } from '../events/when.ts'
import { changedKeys } from '../forms/flat-draft.ts'
import { useOrganizer } from '../session.ts'
import { type Basics, BasicsForm } from '../start/basics-form.tsx'
import { posterOfDraft } from '../start/poster-of.ts'
import { PosterPreview } from '../start/poster-preview.tsx'
import { StartShell } from '../start/start-shell.tsx'

export const Route = createFileRoute('/start/$event/')({ component: BasicsStep })

function basicsOf(event: Event): Basics {
  const date = event.dates[0]
  return {
    draft: draftOf(event),
    starts: wallOf(date?.starts_at, event.timezone),
    ends: wallOf(date?.ends_at, event.timezone),
  }
}

/** Back at the first step: what was saved is shown, and saved again where it was changed. */
function BasicsStep() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const [typed, setTyped] = useState<Basics | null>(null)
  const value = typed ?? (event ? basicsOf(event) : null)
  const save = useMutation({
    mutationFn: async () => {
      if (!event || !value) return
      const keys = changedKeys(draftOf(event), value.draft)
      if (keys.length > 0) await updateEvent(organizer.id, eventId, event.version, patchOf(value.draft, keys, event))
      const date = event.dates[0]
      const zone = value.draft.timezone ?? event.timezone
      const when = { starts_at: instantOf(value.starts, zone) ?? undefined, ends_at: instantOf(value.ends, zone) }
      if (date && (when.starts_at !== date.starts_at || when.ends_at !== date.ends_at))
        await updateDate(organizer.id, eventId, date, when)
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [organizer.id, 'event', eventId] })
      await navigate({ to: '/start/$event/tickets', params: { event: eventId } })
    },
  })
  return (
    <StartShell
      step="event"
      title={t('start.event_title')}
      below={t('start.event_below')}
      eventId={eventId}
      aside={value && <PosterPreview poster={posterOfDraft(value, eventId)} />}
    >
      {event && value ? (
        <BasicsForm
          value={value}
          onChange={setTyped}
          locale={event.default_locale}
          error={save.error}
          pending={save.isPending}
          onSubmit={() => save.mutate()}
        />
      ) : (
        <SkeletonText lines={6} />
      )}
    </StartShell>
  )
}
