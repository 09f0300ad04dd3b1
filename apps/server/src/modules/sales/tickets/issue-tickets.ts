import type { Tx } from '../../../platform/db/db.ts'
import { emitAll, happened } from '../../../platform/outbox/outbox.ts'
import { type OrderToIssue, type Ticket, ticketsIssued } from './public.ts'
import { insertTickets, selectOfOrder } from './tickets.sql.ts'

export async function issueTickets(tx: Tx, order: OrderToIssue): Promise<Ticket[]> {
  await issueAllTickets(tx, [order])
  return selectOfOrder(tx, order.orderId)
}

/** A unit has one ticket for good: the unique key on its line says so, and a repeated issue tells nobody anything new. */
export async function issueAllTickets(tx: Tx, orders: readonly OrderToIssue[]): Promise<Ticket[]> {
  const withUnits = orders.filter(order => order.lines.length > 0)
  if (withUnits.length === 0) return []
  const issued = await insertTickets(tx, withUnits)
  const events = new Map(issued.map(ticket => [ticket.orderId, ticket.eventId]))
  await emitAll(
    tx,
    [...events].map(([orderId, eventId]) => happened(ticketsIssued, orderId, { order_id: orderId, event_id: eventId })),
  )
  return issued
}
