import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { selectWhole } from './catalog.sql.ts'
import { deleteDate, insertDates, updateDate } from './dates.sql.ts'
import { faultsOfDates } from './event.ts'
import { type ChangeDeps, closeEvent, openEvent } from './event-changes.ts'
import { updateEvent } from './events.sql.ts'
import {
  type DateChange,
  type EventDate,
  type EventRecord,
  eventDateCancelled,
  eventErrors,
  eventRescheduled,
  type NewDate,
} from './public.ts'

export async function addDate(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  date: NewDate,
  actor: Actor,
): Promise<EventDate> {
  const before = await openEvent(tx, eventId)
  refuseFaults(date)
  const [id] = await insertDates(tx, before.organizerId, eventId, [date])
  return findDate(await close(tx, deps, before, 'events.date_added', actor), id!)
}

export async function editDate(
  tx: Tx,
  deps: ChangeDeps,
  { eventId, dateId, version }: { eventId: string; dateId: string; version: number },
  change: DateChange,
  actor: Actor,
  tellBuyers: boolean,
): Promise<EventDate> {
  const before = await openEvent(tx, eventId)
  const date = findDate(before, dateId)
  refuseFaults({ ...date, ...change })
  if (!(await updateDate(tx, dateId, version, change))) throw requestErrors.precondition_failed()
  const after = await close(tx, deps, before, 'events.date_edited', actor)
  const edited = findDate(after, dateId)
  if (tellBuyers && after.state === 'published') await tellOfDate(tx, after, date, edited)
  return edited
}

async function tellOfDate(tx: Tx, { id, slug }: EventRecord, before: EventDate, after: EventDate): Promise<void> {
  if (after.state === 'cancelled') {
    if (before.state !== 'cancelled') await emit(tx, eventDateCancelled, id, { slug, date_id: after.id })
  } else if (differs(before, after) || before.state === 'cancelled')
    await emit(tx, eventRescheduled, id, { slug, reason: null, date_ids: [after.id] })
}

/** A date for which something was sold is cancelled rather than removed. */
export async function removeDate(
  tx: Tx,
  deps: ChangeDeps,
  ids: { eventId: string; dateId: string },
  version: number,
  actor: Actor,
): Promise<void> {
  const before = await openEvent(tx, ids.eventId)
  findDate(before, ids.dateId)
  if (before.dates.length === 1) throw eventErrors.last_date()
  if (await isDateInUse(tx, deps, before.id, ids.dateId)) throw eventErrors.date_in_use()
  if (!(await deleteDate(tx, ids.dateId, version))) throw requestErrors.precondition_failed()
  await close(tx, deps, before, 'events.date_removed', actor)
}

/** Makes the event's dates these, keeping the ids of as many as there were: the n-th by time stays the n-th. */
export async function replaceDates(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  dates: NewDate[],
  actor: Actor,
): Promise<EventRecord> {
  const before = await openEvent(tx, eventId)
  const fields = faultsOfDates(dates)
  if (fields.length > 0) throw requestErrors.invalid({ fields })
  const wanted = dates.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  for (const [index, date] of before.dates.entries()) {
    const next = wanted[index]
    if (next) {
      if (differs(date, next))
        await updateDate(tx, date.id, null, {
          startsAt: next.startsAt,
          endsAt: next.endsAt ?? null,
          doorsAt: next.doorsAt ?? null,
          label: next.label ?? date.label,
        })
    } else if (await isDateInUse(tx, deps, eventId, date.id)) {
      await updateDate(tx, date.id, null, { state: 'cancelled' })
    } else await deleteDate(tx, date.id, null)
  }
  await insertDates(tx, before.organizerId, eventId, wanted.slice(before.dates.length))
  return close(tx, deps, before, 'events.dates_replaced', actor)
}

/** Named by a product or sold already. */
async function isDateInUse(tx: Tx, deps: ChangeDeps, eventId: string, dateId: string): Promise<boolean> {
  const whole = await selectWhole(tx, eventId)
  return (
    (whole?.products.some(product => product.dateIds?.includes(dateId)) ?? false) || deps.orders.isDateSold(tx, dateId)
  )
}

function differs(date: EventDate, next: NewDate): boolean {
  const same = (a: Date | null | undefined, b: Date | null | undefined) =>
    (a?.getTime() ?? null) === (b?.getTime() ?? null)
  return !same(date.startsAt, next.startsAt) || !same(date.endsAt, next.endsAt) || !same(date.doorsAt, next.doorsAt)
}

function refuseFaults(date: NewDate) {
  const fields = faultsOfDates([date], '')
  if (fields.length > 0) throw requestErrors.invalid({ fields })
}

function findDate(event: EventRecord, dateId: string): EventDate {
  const date = event.dates.find(candidate => candidate.id === dateId)
  if (!date) throw eventErrors.date_not_found()
  return date
}

/** Dates are part of the event: its version and what is sold change with them. */
async function close(
  tx: Tx,
  deps: ChangeDeps,
  before: EventRecord,
  action: string,
  actor: Actor,
): Promise<EventRecord> {
  await updateEvent(tx, before.id, {})
  return closeEvent(tx, deps, before, action, actor)
}
