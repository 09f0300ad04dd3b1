import type { Tx } from '../../../platform/db/db.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { type LineToIssue, type Ticket, ticketsIssued } from './public.ts'
import { insertTickets, selectOfOrder } from './tickets.sql.ts'

/** A unit has one ticket for good: the unique key on its line says so, and a repeated issue tells nobody anything new. */
export async function issueTickets(
  tx: Tx,
  order: { organizerId: string; orderId: string; eventId: string; lines: LineToIssue[] },
): Promise<Ticket[]> {
  if (order.lines.length > 0) {
    const issued = await insertTickets(tx, order)
    if (issued.length > 0) {
      await emit(tx, ticketsIssued, order.orderId, { order_id: order.orderId, event_id: order.eventId })
    }
  }
  return selectOfOrder(tx, order.orderId)
}
