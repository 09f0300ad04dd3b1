import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { inRounds } from '../../../platform/lanes/in-rounds.ts'
import { emitAll, happened } from '../../../platform/outbox/outbox.ts'
import type { Hold, Taken } from '../inventory/public.ts'
import type { Ticket } from '../tickets/public.ts'
import type { Checked } from './answers.ts'
import type { OrdersDeps } from './deps.ts'
import { unitsToIssue } from './issue-tickets.ts'
import { linesOf } from './line.ts'
import { databaseNow, insertOrders, type NewOrder, selectOrderOfHold } from './orders.sql.ts'
import { type Order, orderPaid, orderPlaced } from './public.ts'
import type { OrderView } from './read-order.ts'
import { addAllToTimeline, type Moment } from './timeline.sql.ts'

/** A hold that its buyer wants to order, with words that were checked against one version of the catalogue. */
export type OrderWish = {
  hold: Hold
  buyer: { name: string; email: string }
  locale: string
  checked: Checked
  catalogVersion: number
  requestHash: Buffer
  actor: Actor
}

export type OrderOutcome =
  | { kind: 'placed'; view: OrderView }
  /** The same words made this order before. */
  | { kind: 'replayed'; orderId: string }
  /** What is asked has changed since the words were checked. */
  | { kind: 'stale' | 'not_on_sale' | 'hold_used' | 'hold_expired' }

/**
 * Places the orders of one organizer that came in together, in one transaction: what one costs in locks, statements and
 * flushes serves all. Events are locked first, then holds; nothing here touches a counter.
 */
export function placeOrders(deps: OrdersDeps, organizerId: string, batch: OrderWish[]): Promise<OrderOutcome[]> {
  const place = (round: OrderWish[]) => deps.db.tenant(organizerId, tx => placeAll(deps, tx, round))
  return inRounds(batch, wish => wish.hold.id, place)
}

async function placeAll(deps: OrdersDeps, tx: Tx, wishes: OrderWish[]): Promise<OrderOutcome[]> {
  const outcomes = new Map<OrderWish, OrderOutcome>()
  const events = await deps.catalog.lockForSale(tx, [...new Set(wishes.map(wish => wish.hold.eventId))])
  for (const wish of wishes) {
    const event = events.get(wish.hold.eventId)
    if (event?.state !== 'published') outcomes.set(wish, { kind: 'not_on_sale' })
    else if (event.catalogVersion !== wish.catalogVersion) outcomes.set(wish, { kind: 'stale' })
  }
  const current = wishes.filter(wish => !outcomes.has(wish))
  const taken = await deps.sales.inventory.takeForOrders(
    tx,
    current.map(({ hold }) => ({ holdId: hold.id, keepMinutes: isFree(hold) ? null : deps.settings.paymentMinutes })),
  )
  const placing: Array<{ wish: OrderWish; order: NewOrder }> = []
  for (const wish of current) {
    const answer = taken.get(wish.hold.id)!
    if (typeof answer === 'string') outcomes.set(wish, await placedBefore(tx, wish, answer))
    else placing.push({ wish, order: newOrder(wish, answer.payUntil) })
  }
  const views = placing.length > 0 ? await write(deps, tx, placing) : []
  for (const [index, { wish }] of placing.entries()) outcomes.set(wish, { kind: 'placed', view: views[index]! })
  return wishes.map(wish => outcomes.get(wish)!)
}

const isFree = (hold: Hold): boolean => hold.totalMinor === 0n

/** Whatever became of the hold since: what was ordered with it is there, and the same words ask for it. */
async function placedBefore(
  tx: Tx,
  { hold, requestHash }: OrderWish,
  reason: Extract<Taken, string>,
): Promise<OrderOutcome> {
  const placed = await selectOrderOfHold(tx, hold.id)
  if (placed?.requestHash?.equals(requestHash)) return { kind: 'replayed', orderId: placed.id }
  return { kind: placed ? 'hold_used' : reason }
}

function newOrder({ hold, buyer, locale, checked, requestHash }: OrderWish, payUntil: Date | null): NewOrder {
  const lines = linesOf(hold, checked.attendees)
  return { hold, buyer, locale, answers: checked.answers, payUntil, requestHash, lines }
}

async function write(
  deps: OrdersDeps,
  tx: Tx,
  placing: Array<{ wish: OrderWish; order: NewOrder }>,
): Promise<OrderView[]> {
  const orders = await insertOrders(
    tx,
    placing.map(({ order }) => order),
  )
  const free = orders.filter(order => order.paidAt !== null)
  await addAllToTimeline(
    tx,
    orders.flatMap((order, index) => momentsOf(order, placing[index]!.wish.actor)),
  )
  const tell = (event: typeof orderPlaced | typeof orderPaid, list: Order[]) =>
    emitAll(
      tx,
      list.map(({ id, eventId }) => happened(event, id, { event_id: eventId })),
    )
  await tell(orderPlaced, orders)
  const tickets = await deps.sales.tickets.issueAll(tx, free.map(unitsToIssue))
  await tell(orderPaid, free)
  return viewsOf(deps, tx, orders, { tickets, holds: placing.map(({ wish }) => wish.hold) })
}

function momentsOf({ id: orderId, organizerId, totalMinor, paidAt }: Order, actor: Actor): Moment[] {
  const moment = { organizerId, orderId, actor }
  return [
    { ...moment, kind: 'placed', data: { total_minor: String(totalMinor) } },
    ...(paidAt ? [{ ...moment, kind: 'paid' as const, data: { gateway: 'free' } }] : []),
  ]
}

/** What their buyers see of orders that have only just been placed: nothing of it has to be read again. */
async function viewsOf(
  deps: OrdersDeps,
  tx: Tx,
  orders: Order[],
  { tickets, holds }: { tickets: Ticket[]; holds: Hold[] },
): Promise<OrderView[]> {
  const heads = await deps.catalog.heads(tx, [...new Set(orders.map(order => order.eventId))])
  const gateways = orders.some(order => order.paidAt === null) ? await deps.sales.payments.choices(tx) : []
  const now = await databaseNow(tx)
  const ticketsOf = Map.groupBy(tickets, ticket => ticket.orderId)
  return orders.map((order, index) => {
    const place = new Map(order.lines.map(line => [line.id, line.position]))
    const own = (ticketsOf.get(order.id) ?? []).toSorted(
      (a, b) => (place.get(a.orderLineId) ?? 0) - (place.get(b.orderLineId) ?? 0),
    )
    return {
      order,
      quote: holds[index]!.quote,
      head: heads.get(order.eventId) ?? null,
      payments: [],
      refunds: [],
      tickets: own.map(ticket => ({ ...ticket, code: null })),
      gateways: order.paidAt === null ? gateways : [],
      now,
    }
  })
}
