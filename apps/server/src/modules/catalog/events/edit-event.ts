import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { type ChangeDeps, closeEvent, openEvent } from './event-changes.ts'
import { reserveSlug, updateEvent } from './events.sql.ts'
import { type EventChange, type EventRecord, eventErrors } from './public.ts'

/** Changes what is given. An old address stays reserved and leads to the event; a new one is reserved beside it. */
export async function editEvent(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  version: number | null,
  change: EventChange,
  actor: Actor,
): Promise<EventRecord> {
  const before = await openEvent(tx, eventId, version)
  if (change.currency && change.currency !== before.currency && (await deps.orders.hasOrders(tx, eventId))) {
    throw eventErrors.has_orders({ detail: 'The currency cannot change once something was ordered' })
  }
  if (
    change.slug &&
    change.slug !== before.slug &&
    !(await reserveSlug(tx, before.organizerId, eventId, change.slug))
  ) {
    throw eventErrors.slug_taken({ fields: [{ path: 'slug', code: 'taken', message: 'is taken' }] })
  }
  await updateEvent(tx, eventId, change)
  return closeEvent(tx, deps, before, 'events.edited', actor)
}
