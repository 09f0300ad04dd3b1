import { GatesCard } from './gates-card.tsx'
import { ListsCard } from './lists-card.tsx'

/** Who may enter where: lists with their live counts, and the gates people walk through. */
export function CheckInSetup({ eventId }: { eventId: string }) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <ListsCard eventId={eventId} />
      <GatesCard eventId={eventId} />
    </div>
  )
}
