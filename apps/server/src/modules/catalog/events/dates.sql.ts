import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { DateChange, NewDate } from './public.ts'

/** Answers the new ids, in the order given. */
export async function insertDates(
  tx: Tx,
  organizerId: string,
  eventId: string,
  dates: readonly NewDate[],
): Promise<string[]> {
  const rows = dates.map(date => ({
    organizerId,
    id: newTenantUuid(organizerId) as string,
    eventId,
    startsAt: date.startsAt,
    endsAt: date.endsAt ?? null,
    doorsAt: date.doorsAt ?? null,
    label: JSON.stringify(date.label ?? {}),
  }))
  if (rows.length > 0) await tx.insertInto('eventDates').values(rows).execute()
  return rows.map(row => row.id)
}

/** False when the date is of another version by now. A calendar's copy is replaced only by a higher sequence. */
export async function updateDate(tx: Tx, dateId: string, version: number | null, change: DateChange): Promise<boolean> {
  const moves = change.startsAt !== undefined || change.endsAt !== undefined || change.state !== undefined
  const row = await tx
    .updateTable('eventDates')
    .set({
      ...(change.startsAt ? { startsAt: change.startsAt } : {}),
      ...(change.endsAt !== undefined ? { endsAt: change.endsAt } : {}),
      ...(change.doorsAt !== undefined ? { doorsAt: change.doorsAt } : {}),
      ...(change.label ? { label: JSON.stringify(change.label) } : {}),
      ...(change.state ? { state: change.state } : {}),
      ...(moves ? { sequence: sql<number>`sequence + 1` } : {}),
      version: sql<number>`version + 1`,
    })
    .where('organizerId', '=', sql<string>`current_organizer()`)
    .where('id', '=', dateId)
    .$if(version !== null, query => query.where('version', '=', version))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Every calendar that holds the event shall hear of its cancellation. */
export async function advanceSequences(tx: Tx, eventId: string): Promise<void> {
  await sql`update event_dates set sequence = sequence + 1, version = version + 1 where organizer_id = current_organizer() and event_id = ${eventId}`.execute(
    tx,
  )
}

export async function deleteDate(tx: Tx, dateId: string, version: number | null): Promise<boolean> {
  const { rows } = await sql`
    delete from event_dates where organizer_id = current_organizer() and id = ${dateId} and (${version}::int is null or version = ${version}) returning id
  `.execute(tx)
  return rows.length > 0
}
