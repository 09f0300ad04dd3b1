import { createFileRoute } from '@tanstack/react-router'
import { CheckInSetup } from '../../check-in/check-in-setup.tsx'
import { DevicesCard } from '../../check-in/devices-card.tsx'

export const Route = createFileRoute('/_frame/events/$event/check-in')({ component: EventCheckInPage })

function EventCheckInPage() {
  const { event: eventId } = Route.useParams()
  return (
    <div className="grid grid-cols-1 gap-5">
      <CheckInSetup eventId={eventId} />
      <DevicesCard eventId={eventId} />
    </div>
  )
}
