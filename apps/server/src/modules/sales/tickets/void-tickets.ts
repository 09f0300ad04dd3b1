import type { Tx } from '../../../platform/db/db.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { ticketsVoided } from './public.ts'
import { voidOfLines } from './tickets.sql.ts'

export async function voidTickets(tx: Tx, lineIds: string[], reason: 'refunded' | 'cancelled'): Promise<void> {
  if (lineIds.length === 0) return
  const voided = await voidOfLines(tx, lineIds, reason)
  const orders = new Map(voided.map(ticket => [ticket.orderId, ticket.eventId]))
  for (const [orderId, eventId] of orders) await emit(tx, ticketsVoided, orderId, { event_id: eventId })
}
