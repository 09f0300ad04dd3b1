import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { COMES_FROM } from './event.ts'
import { type ChangeDeps, closeEvent, openEvent } from './event-changes.ts'
import { moveState, selectOver } from './events.sql.ts'

/** Ends those of these events whose last date is over, by the database's clock. */
export async function endEvents(tx: Tx, deps: ChangeDeps, eventIds: readonly string[]): Promise<number> {
  const over = await selectOver(tx, eventIds)
  for (const eventId of over.toSorted()) {
    const before = await openEvent(tx, eventId)
    if (await moveState(tx, eventId, COMES_FROM.ended, 'ended', null))
      await closeEvent(tx, deps, before, 'events.ended', systemActor)
  }
  return over.length
}
