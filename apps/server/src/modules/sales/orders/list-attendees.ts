import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type AttendeeQuery, type AttendeeRow, selectAttendees } from './attendees.sql.ts'
import type { OrdersDeps } from './deps.ts'

export type AttendeeWish = Omit<AttendeeQuery, 'tickets'> & { checkedIn: boolean | null }

/** An attendee with when he was first let in; null while he was not. */
export type Attending = AttendeeRow & { enteredAt: Date | null }

export async function listAttendees(deps: OrdersDeps, tx: Tx, wish: AttendeeWish): Promise<Attending[]> {
  if (!(await deps.catalog.heads(tx, [wish.eventId])).has(wish.eventId)) throw requestErrors.not_found()
  const { checkedIn, ...query } = wish
  const entered = checkedIn === null ? null : await deps.ports.enteredAt(tx, wish.eventId, null)
  const inside = entered && [...entered.keys()]
  const rows = await selectAttendees(tx, {
    ...query,
    tickets: inside && (checkedIn ? { only: inside } : { except: inside }),
  })
  const ids = rows.flatMap(row => (row.ticketId ? [row.ticketId] : []))
  const at = entered ?? (await deps.ports.enteredAt(tx, wish.eventId, ids))
  return rows.map(row => ({ ...row, enteredAt: (row.ticketId && at.get(row.ticketId)) || null }))
}
