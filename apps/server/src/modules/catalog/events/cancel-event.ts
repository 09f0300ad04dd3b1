import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { advanceSequences } from './dates.sql.ts'
import { COMES_FROM } from './event.ts'
import { type ChangeDeps, closeEvent, openEvent } from './event-changes.ts'
import { moveState } from './events.sql.ts'
import { type EventRecord, eventCancelled, eventErrors } from './public.ts'

/** Calls the event off, with a reason that buyers are told. What becomes of orders is decided where orders live. */
export async function cancelEvent(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  reason: string,
  actor: Actor,
): Promise<EventRecord> {
  const before = await openEvent(tx, eventId)
  if (before.state === 'cancelled') return before
  if (!(await moveState(tx, eventId, COMES_FROM.cancelled, 'cancelled', reason)))
    throw eventErrors.wrong_state({ detail: `The event is ${before.state}` })
  await advanceSequences(tx, eventId)
  const after = await closeEvent(tx, deps, before, 'events.cancelled', actor, reason)
  await emit(tx, eventCancelled, eventId, { slug: after.slug, reason })
  return after
}
