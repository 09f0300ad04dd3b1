import type { Order, OrderEvent, OrderTicket } from '../api/orders.ts'

/** Whether what a ticket is for takes place at all. */
export function isCalledOff(event: OrderEvent, ticket: Pick<OrderTicket, 'date_id'>): boolean {
  if (event.state === 'cancelled') return true
  const dates = event.dates.filter(date => ticket.date_id === null || date.id === ticket.date_id)
  return dates.length > 0 && dates.every(date => date.state === 'cancelled')
}

/** Opens a door: neither void nor for something that does not take place. */
export function isGood(event: OrderEvent | null, ticket: OrderTicket): boolean {
  return ticket.state === 'valid' && (event === null || !isCalledOff(event, ticket))
}

/** Somebody is looking forward to it: it is paid, still to come, and one knows when. */
export function isGoing({ state, event, tickets }: Pick<Order, 'state' | 'event' | 'tickets'>): boolean {
  const isPaid = state === 'paid' || state === 'partly_refunded'
  const isOn = event === null || event.state === 'published'
  return isPaid && isOn && (tickets.length === 0 || tickets.some(ticket => isGood(event, ticket)))
}
