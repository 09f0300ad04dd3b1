import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { advanceSequences, updateDate } from './dates.sql.ts'
import { COMES_FROM, faultsOfDates } from './event.ts'
import { type ChangeDeps, closeEvent, openEvent } from './event-changes.ts'
import { moveState, updateEvent } from './events.sql.ts'
import { type EventRecord, eventErrors, eventPostponed, eventRescheduled, type MovedDate } from './public.ts'

/** The event does not take place when it was announced, and the new date is to follow: no sales, tickets stay valid. */
export async function postponeEvent(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  reason: string,
  actor: Actor,
): Promise<EventRecord> {
  const before = await openEvent(tx, eventId)
  if (before.state === 'postponed') return before
  if (!(await moveState(tx, eventId, COMES_FROM.postponed, 'postponed', null)))
    throw eventErrors.wrong_state({ detail: `The event is ${before.state}` })
  // Calendars that hold the old date shall hear that it no longer stands.
  await advanceSequences(tx, eventId)
  const after = await closeEvent(tx, deps, before, 'events.postponed', actor, reason)
  await emit(tx, eventPostponed, eventId, { slug: after.slug, reason })
  return after
}

type Move = { version: number; dates: readonly MovedDate[]; reason: string | null }

/** The event takes place on other days: a postponed one is announced again. Whoever has a ticket for them is told. */
export async function rescheduleEvent(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  { version, dates, reason }: Move,
  actor: Actor,
): Promise<EventRecord> {
  const before = await openEvent(tx, eventId, version)
  if (before.state !== 'published' && before.state !== 'postponed')
    throw eventErrors.wrong_state({ detail: `The event is ${before.state}` })
  const fields = faultsOfDates(dates)
  if (fields.length > 0) throw requestErrors.invalid({ fields })
  // Calendars hold all of a postponed event's dates as uncertain, also those that stay.
  if (before.state === 'postponed') await advanceSequences(tx, eventId)
  for (const { id, ...when } of dates) {
    if (before.dates.every(date => date.id !== id)) throw eventErrors.date_not_found()
    await updateDate(tx, id, null, { ...when, state: 'scheduled' })
  }
  if (before.state === 'postponed') await moveState(tx, eventId, ['postponed'], 'published', null)
  else await updateEvent(tx, eventId, {})
  const after = await closeEvent(tx, deps, before, 'events.rescheduled', actor, reason ?? undefined)
  await emit(tx, eventRescheduled, eventId, { slug: after.slug, reason, date_ids: dates.map(date => date.id) })
  return after
}
