import type { Quote } from '@tessera/pricing/quote'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { EventHead } from '../../catalog/events/public.ts'
import type { PostedEntry } from '../ledger/public.ts'
import type { Dispute, GatewayChoice, Payment, Refund } from '../payments/public.ts'
import type { Ticket } from '../tickets/public.ts'
import type { MailOfOrder, OrdersDeps } from './deps.ts'
import { databaseNow, selectOrder } from './orders.sql.ts'
import type { Order } from './public.ts'
import { selectTimeline, type TimelineEntry } from './timeline.sql.ts'

/** An order with all that its buyer sees of it. */
export type OrderView = {
  order: Order
  quote: Quote
  head: EventHead | null
  payments: Payment[]
  refunds: Refund[]
  /** The code is there for valid tickets only: nobody scans what enters nowhere. */
  tickets: Array<Ticket & { code: string | null }>
  /** How it can be paid, while it can. */
  gateways: GatewayChoice[]
  now: Date
}

/** And all that its organizer sees besides. */
export type OrderDetail = OrderView & {
  disputes: Dispute[]
  timeline: TimelineEntry[]
  journal: PostedEntry[]
  mails: MailOfOrder[]
}

/** Reads an order of which the caller has shown that he may see it. Codes are for its buyer, so they are made when asked. */
export async function viewOrder(
  deps: OrdersDeps,
  { id, organizerId }: Pick<Order, 'id' | 'organizerId'>,
): Promise<OrderView> {
  const view = await deps.db.tenant(organizerId, tx => readView(deps, tx, id))
  if (!view) throw requestErrors.not_found()
  return withCodes(deps, view)
}

/** With the codes of its valid tickets. */
export async function withCodes(deps: OrdersDeps, view: OrderView): Promise<OrderView> {
  const codeOf = (ticket: Ticket) => (ticket.state === 'valid' ? deps.sales.tickets.codeOf(ticket) : null)
  const tickets = await Promise.all(view.tickets.map(async ticket => ({ ...ticket, code: await codeOf(ticket) })))
  return { ...view, tickets }
}

/** The same for its organizer, who does not hold other people's tickets: without codes, with everything that happened. */
export async function detailOfOrder(
  deps: OrdersDeps,
  wish: { organizerId: string; orderId: string; eventIds: readonly string[] | null },
): Promise<OrderDetail> {
  return deps.db.tenant(wish.organizerId, async tx => {
    const view = await readView(deps, tx, wish.orderId)
    if (!view || (wish.eventIds && !wish.eventIds.includes(view.order.eventId))) throw requestErrors.not_found()
    return {
      ...view,
      gateways: [],
      disputes: (await deps.sales.payments.ofOrder(tx, wish.orderId)).disputes,
      timeline: await selectTimeline(tx, wish.orderId),
      journal: await deps.sales.ledger.entriesOfOrder(tx, wish.orderId),
      mails: await deps.ports.mailsOfOrder(tx, wish.orderId),
    }
  })
}

async function readView(deps: OrdersDeps, tx: Tx, orderId: string): Promise<OrderView | null> {
  const order = await selectOrder(tx, orderId)
  if (!order) return null
  const { payments, refunds } = await deps.sales.payments.ofOrder(tx, orderId)
  const tickets = await deps.sales.tickets.ofOrder(tx, orderId)
  const quote = (await deps.sales.inventory.quotes(tx, [order.quoteId])).get(order.quoteId)?.quote
  if (!quote) throw new Error(`the quote of order ${order.id} is not there`)
  return {
    order,
    quote,
    head: (await deps.catalog.heads(tx, [order.eventId])).get(order.eventId) ?? null,
    payments,
    refunds,
    tickets: tickets.map(ticket => ({ ...ticket, code: null })),
    gateways: order.state === 'awaiting_payment' ? await deps.sales.payments.choices(tx) : [],
    now: await databaseNow(tx),
  }
}
