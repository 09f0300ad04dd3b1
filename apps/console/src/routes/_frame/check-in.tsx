import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { useTranslation } from 'react-i18next'
import { CheckInSetup } from '../../check-in/check-in-setup.tsx'
import { DevicesCard } from '../../check-in/devices-card.tsx'
import { EventChoice, nextEvent } from '../../events/event-choice.tsx'
import { useEvents } from '../../events/event-titles.ts'

export const Route = createFileRoute('/_frame/check-in')({
  validateSearch: (search: Record<string, unknown>): { event?: string } =>
    typeof search.event === 'string' ? { event: search.event } : {},
  component: CheckInPage,
})

function CheckInPage() {
  const { t } = useTranslation('console')
  const { event } = Route.useSearch()
  const navigate = useNavigate({ from: '/check-in' })
  const events = useEvents()
  const chosen = event ?? nextEvent(events, new Date())?.id
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle below={t('door.page_text')}>{t('nav.checkin')}</PageTitle>
      <EventChoice value={chosen} onValueChange={next => void navigate({ search: { event: next } })} />
      {chosen ? (
        <CheckInSetup eventId={chosen} />
      ) : (
        <EmptyState title={t('door.no_event')}>{t('door.no_event_text')}</EmptyState>
      )}
      <DevicesCard eventId={chosen} />
    </div>
  )
}
