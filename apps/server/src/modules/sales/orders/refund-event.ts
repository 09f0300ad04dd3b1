import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Actor, systemActor } from '../../../platform/http/access.ts'
import { emit, type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrder, selectOrderIds } from './orders.sql.ts'
import { eventRefundRequested, type Order, type OrderState, orderErrors } from './public.ts'
import { decideRefund } from './refund.ts'
import { giveBack } from './refund-order.ts'
import { addToTimeline, happenedWithin } from './timeline.sql.ts'

const CHUNK = 100
/** Those that await payment, too: money may be about to settle one, by a transaction that began before the event was off. */
const STATES: OrderState[] = ['awaiting_payment', 'expired', 'paid', 'partly_refunded', 'cancelled']

type RefundEvent = { organizerId: string; eventId: string; reason: string; actor: Actor }

/** All that is still paid for a cancelled event goes back. Asking twice refunds nothing twice: then nothing is left. */
export async function refundEvent(deps: OrdersDeps, command: RefundEvent): Promise<void> {
  const { organizerId, eventId, reason, actor } = command
  await deps.db.tenant(organizerId, async tx => {
    const head = (await deps.catalog.heads(tx, [eventId])).get(eventId)
    if (!head) throw requestErrors.not_found()
    if (head.state !== 'cancelled') throw orderErrors.event_not_cancelled()
    await audit(tx, { actor, action: 'orders.event_refunded', subject: { kind: 'event', id: eventId }, reason })
    await emit(tx, eventRefundRequested, eventId, { after: null })
  })
}

/**
 * Works off one chunk and leaves word for the next. Each order is a transaction of its own that refunds all that is left
 * of it, so a chunk that is interrupted and repeated finds nothing more to do where it had been.
 */
export function onEventRefundRequested(deps: OrdersDeps): Subscriber {
  return subscriber(eventRefundRequested, 'refund-orders', async ({ organizerId, subjectId: eventId, payload }) => {
    const ids = await deps.db.tenant(organizerId, tx => selectOrderIds(tx, eventId, STATES, payload.after, CHUNK))
    for (const id of ids) await refundAll(deps, organizerId, id)
    const last = ids.at(-1)
    if (ids.length === CHUNK && last)
      await deps.db.tenant(organizerId, tx => emit(tx, eventRefundRequested, eventId, { after: last }))
  })
}

async function refundAll(deps: OrdersDeps, organizerId: string, orderId: string): Promise<void> {
  await deps.db.tenant(organizerId, async tx => {
    // Waits for whoever settles a payment of it at this moment; whoever locks it after us finds the event called off.
    const order = await lockOrder(tx, orderId)
    const decided = order && decideRefund(order, 'all', true)
    // Nothing left to refund: an earlier run, or the organizer, has been here.
    if (!order || !decided?.ok) return
    if (order.paymentId && (await deps.sales.payments.isHeldByDispute(tx, order.paymentId))) {
      // The bank has the money. Asking for the event's refunds again goes on with it, should it come back.
      await noteWithheld(tx, order)
      return
    }
    const { value: plan } = decided
    await giveBack(deps, tx, { order, plan, cause: 'event_cancelled', reason: null, actor: systemActor })
  })
}

const DAY_MINUTES = 24 * 60

async function noteWithheld(tx: Tx, { id: orderId, organizerId, paymentId }: Order): Promise<void> {
  if (await happenedWithin(tx, orderId, 'refund_withheld', DAY_MINUTES)) return
  const data = { payment_id: paymentId, why: 'disputed' }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refund_withheld', actor: systemActor, data })
}
