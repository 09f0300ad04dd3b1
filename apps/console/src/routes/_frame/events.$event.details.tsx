import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useToast } from '@tessera/ui/toast'
import { useTranslation } from 'react-i18next'
import { type Event, eventQuery, updateEvent } from '../../api/events.ts'
import { DatesCard } from '../../events/dates-card.tsx'
import { draftOf, patchOf } from '../../events/event-draft.ts'
import { EventFields, useEventFieldName } from '../../events/event-fields.tsx'
import { PictureCard } from '../../events/picture-card.tsx'
import { useWrong } from '../../forms/problem-notice.tsx'
import { useVersionedDraft } from '../../forms/use-versioned-draft.ts'
import { VersionedForm } from '../../forms/versioned-form.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event/details')({ component: DetailsPage })

function DetailsPage() {
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  return event ? <DetailsEditor key={event.id} event={event} /> : null
}

function DetailsEditor({ event }: { event: Event }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const may = useMay()
  const nameOf = useEventFieldName()
  const query = eventQuery(organizer.id, event.id)
  const form = useVersionedDraft<Event>({
    current: event,
    draftOf,
    save: (onto, draft, keys) =>
      keys.length === 0
        ? Promise.resolve(onto)
        : updateEvent(organizer.id, event.id, onto.version, patchOf(draft, keys, onto)),
    reload: () => client.fetchQuery({ ...query, staleTime: 0 }),
    onSaved: saved => {
      client.setQueryData(query.queryKey, saved)
      void client.invalidateQueries({ queryKey: [organizer.id, 'events'] })
      toast({ title: t('action.saved') })
    },
  })
  const wrong = useWrong(form.error)
  const refresh = () => void client.invalidateQueries({ queryKey: query.queryKey })
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <VersionedForm form={form} editable={may('events.edit')} nameOf={nameOf}>
        <EventFields event={event} draft={form.draft} set={form.set} wrong={wrong} />
      </VersionedForm>
      <div className="grid gap-5 lg:sticky lg:top-6">
        <PictureCard event={event} onChanged={refresh} />
        <DatesCard event={event} onChanged={refresh} />
      </div>
    </div>
  )
}
