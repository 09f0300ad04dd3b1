import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, Link, Outlet } from '@tanstack/react-router'
import { StatusBadge } from '@tessera/ui/badge'
import { DateRange } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Notice } from '@tessera/ui/notice'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { TabLinks, tabLinkStyle } from '@tessera/ui/tabs'
import { useTranslation } from 'react-i18next'
import { chooseOrganizer, organizerOf } from '../../active-organizer.ts'
import { accountQuery } from '../../api/account.ts'
import { type Event, eventQuery } from '../../api/events.ts'
import { EventActions } from '../../events/event-actions.tsx'
import { ProblemNotice } from '../../forms/problem-notice.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event')({
  beforeLoad: async ({ context, params }) => {
    // A link that somebody sends may be about another organizer than the one whose books are open.
    const account = await context.queryClient.ensureQueryData(accountQuery)
    const owner = organizerOf(account?.organizers ?? [], params.event)
    if (owner) chooseOrganizer(owner.id)
  },
  component: EventPage,
})

function EventPage() {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const { data: event, error } = useQuery(eventQuery(organizer.id, eventId))
  const changed = (next: Event) => {
    client.setQueryData([organizer.id, 'event', eventId], next)
    void client.invalidateQueries({ queryKey: [organizer.id, 'events'] })
  }
  if (!event) {
    return (
      <div className="grid grid-cols-1 gap-5">
        <PageTitle above={<BackLink />}>{t('nav.events')}</PageTitle>
        {error ? <ProblemNotice error={error} /> : <SkeletonText lines={6} />}
      </div>
    )
  }
  const title = said(event.title)
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle
        above={<BackLink />}
        beside={<StatusBadge of="event" state={event.state} />}
        below={<WhenAndWhere event={event} />}
        actions={<EventActions event={event} onChanged={changed} />}
        documentTitle={title}
      >
        {title}
      </PageTitle>
      {event.state === 'cancelled' && (
        <Notice tone="danger" title={t('event.cancelled_notice')}>
          {event.cancel_reason && <p>{event.cancel_reason}</p>}
        </Notice>
      )}
      {event.state === 'postponed' && (
        <Notice tone="warning" title={t('event.postponed_notice')}>
          {t('event.postponed_text')}
        </Notice>
      )}
      <EventTabs eventId={eventId} />
      <Outlet />
    </div>
  )
}

function BackLink() {
  const { t } = useTranslation('console')
  return (
    <Link to="/events" className="rounded-sm hover:text-ink hover:underline">
      {t('nav.events')}
    </Link>
  )
}

function WhenAndWhere({ event }: { event: Event }) {
  const { t } = useTranslation('console')
  const first = event.dates[0]
  const last = event.dates.at(-1)
  const place = [event.venue?.name, event.venue?.city].filter(Boolean).join(', ')
  return (
    <>
      {first && event.dates.length === 1 && (
        <DateRange from={first.starts_at} to={first.ends_at} zone={event.timezone} />
      )}
      {first && last && event.dates.length > 1 && (
        <>
          {t('event.date_count', { count: event.dates.length })},{' '}
          <DateRange from={first.starts_at} to={last.starts_at} zone={event.timezone} format="days" />
        </>
      )}
      {place && ` · ${place}`}
    </>
  )
}

function EventTabs({ eventId }: { eventId: string }) {
  const { t } = useTranslation('console')
  const may = useMay()
  const shared = { params: { event: eventId }, className: tabLinkStyle }
  return (
    <TabLinks label={t('event.tabs')}>
      <Link to="/events/$event" {...shared} activeOptions={{ exact: true }}>
        {t('event.tab_overview')}
      </Link>
      <Link to="/events/$event/details" {...shared}>
        {t('event.tab_details')}
      </Link>
      <Link to="/events/$event/products" {...shared}>
        {t('event.tab_products')}
      </Link>
      <Link to="/events/$event/capacity" {...shared}>
        {t('event.tab_capacity')}
      </Link>
      <Link to="/events/$event/questions" {...shared}>
        {t('event.tab_questions')}
      </Link>
      {may('orders.view') && (
        <Link to="/events/$event/orders" {...shared}>
          {t('nav.orders')}
        </Link>
      )}
      {may('attendees.view') && (
        <Link to="/events/$event/attendees" {...shared}>
          {t('nav.attendees')}
        </Link>
      )}
      {may('checkin.view') && (
        <Link to="/events/$event/check-in" {...shared}>
          {t('nav.checkin')}
        </Link>
      )}
    </TabLinks>
  )
}
