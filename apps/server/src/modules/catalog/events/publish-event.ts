import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { COMES_FROM, missingForPublication } from './event.ts'
import { type ChangeDeps, closeEvent, openEvent, openWhole } from './event-changes.ts'
import { moveState } from './events.sql.ts'
import { type EventRecord, eventErrors, eventPublished } from './public.ts'

/** Announces the event. Says everything at once that is still missing. */
export async function publishEvent(tx: Tx, deps: ChangeDeps, eventId: string, actor: Actor): Promise<EventRecord> {
  const { event, products } = await openWhole(tx, eventId)
  return event.state === 'published' ? event : announce(tx, deps, event, products.length, actor)
}

/** The same for a draft that this transaction has made: nobody else can have changed it, so it is not read again. */
export async function announce(
  tx: Tx,
  deps: ChangeDeps,
  before: EventRecord,
  products: number,
  actor: Actor,
): Promise<EventRecord> {
  const eventId = before.id
  const fields = missingForPublication(before, products)
  if (fields.length > 0) throw eventErrors.not_publishable({ fields })
  if (!(await moveState(tx, eventId, COMES_FROM.published, 'published', null)))
    throw eventErrors.wrong_state({ detail: `The event is ${before.state}` })
  const after = await closeEvent(tx, deps, before, 'events.published', actor)
  await emit(tx, eventPublished, eventId, { slug: after.slug })
  return after
}

/** Takes the event back to a draft, as long as nobody has ordered anything. */
export async function unpublishEvent(tx: Tx, deps: ChangeDeps, eventId: string, actor: Actor): Promise<EventRecord> {
  const before = await openEvent(tx, eventId)
  if (before.state === 'draft') return before
  // The claim that comes next finds no published event; whoever holds something already has an order only by then.
  if (await deps.orders.hasOrders(tx, eventId))
    throw eventErrors.has_orders({ detail: 'Cancel the event instead: people have ordered' })
  if (!(await moveState(tx, eventId, COMES_FROM.draft, 'draft', null)))
    throw eventErrors.wrong_state({ detail: `The event is ${before.state}` })
  return closeEvent(tx, deps, before, 'events.unpublished', actor)
}
