import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { eventQuery } from '../../api/events.ts'
import { OrderList } from '../../orders/order-list.tsx'
import { readOrderSearch } from '../../orders/order-search.ts'
import { RefundEvent } from '../../orders/refund-event.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event/orders')({
  validateSearch: readOrderSearch,
  component: EventOrdersPage,
})

function EventOrdersPage() {
  const { event: eventId } = Route.useParams()
  const search = Route.useSearch()
  const organizer = useOrganizer()
  const may = useMay()
  const navigate = useNavigate({ from: '/events/$event/orders' })
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  return (
    <div className="grid grid-cols-1 gap-4">
      {event?.state === 'cancelled' && may('orders.refund') && <RefundEvent eventId={eventId} />}
      <OrderList search={search} onSearch={next => void navigate({ search: next, replace: true })} eventId={eventId} />
    </div>
  )
}
