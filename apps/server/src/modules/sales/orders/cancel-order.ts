import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { accessErrors, requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { OrdersDeps } from './deps.ts'
import { endLines } from './end-lines.ts'
import { cancellationOf } from './order.ts'
import { lockOrder, markCancelled, selectOrder } from './orders.sql.ts'
import { type Order, orderCancelled, orderErrors } from './public.ts'
import { addToTimeline } from './timeline.sql.ts'

export type CancelOrder = {
  organizerId: string
  orderId: string
  by: 'buyer' | 'organizer'
  /** Ending what was paid takes tickets away from people: not everybody who may help buyers may do that. */
  mayEndPaid: boolean
  reason: string | null
  actor: Actor
  eventIds: readonly string[] | null
}

/** Ends an order: what it holds goes back on sale, its tickets enter nowhere. What was paid is refunded by a refund, not by this. */
export async function cancelOrder(deps: OrdersDeps, command: CancelOrder): Promise<Order> {
  const { organizerId, orderId, by, reason, actor } = command
  return deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (!order || (command.eventIds && !command.eventIds.includes(order.eventId))) throw requestErrors.not_found()
    const kind = cancellationOf(order.state, by)
    if (!kind) throw orderErrors.wrong_state()
    if (kind === 'paid' && !command.mayEndPaid) throw accessErrors.permission_missing()
    const why = by === 'buyer' ? 'cancelled_by_buyer' : 'cancelled_by_organizer'
    if (kind === 'unpaid') await cancelUnpaid(deps, tx, order, { why, reason, actor })
    else await cancelPaid(deps, tx, order, { why, reason, actor })
    if (by === 'organizer')
      await audit(tx, {
        actor,
        action: 'orders.cancelled',
        subject: { kind: 'order', id: orderId },
        changes: { before: { state: order.state }, after: { state: 'cancelled' } },
        ...(reason ? { reason } : {}),
      })
    return (await selectOrder(tx, orderId))!
  })
}

type Why = { why: string; reason: string | null; actor: Actor }

/** The order is locked and awaits payment. Money that still comes finds it cancelled and goes back. */
export async function cancelUnpaid(deps: OrdersDeps, tx: Tx, order: Order, why: Why): Promise<void> {
  await close(tx, order, why, false)
  await deps.sales.inventory.giveBack(tx, order.holdId)
}

async function cancelPaid(deps: OrdersDeps, tx: Tx, order: Order, why: Why): Promise<void> {
  await close(tx, order, why, true)
  await endLines(deps, tx, order, why.actor, { voidReason: 'cancelled', reason: why.reason })
}

async function close(tx: Tx, order: Order, { why, reason, actor }: Why, wasPaid: boolean): Promise<void> {
  if (!(await markCancelled(tx, order.id, [order.state], why)))
    throw new Error(`order ${order.id} cannot go from ${order.state} to cancelled`)
  const { organizerId, id: orderId } = order
  const data = { why, reason, was_paid: wasPaid }
  await addToTimeline(tx, { organizerId, orderId, kind: 'cancelled', actor, data })
  await emit(tx, orderCancelled, orderId, { event_id: order.eventId, was_paid: wasPaid })
}
