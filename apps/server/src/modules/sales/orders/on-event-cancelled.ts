import { systemActor } from '../../../platform/http/access.ts'
import { type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import { eventCancelled } from '../../catalog/events/public.ts'
import { cancelUnpaid } from './cancel-order.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrder, selectOrderIds } from './orders.sql.ts'

const CHUNK = 200

/** A cancelled event takes no more money: orders that await payment are closed. Paid ones are the organizer's decision. */
export function onEventCancelled(deps: OrdersDeps): Subscriber {
  return subscriber(eventCancelled, 'close-unpaid-orders', async event => {
    const eventId = event.subjectId
    let ids: string[] = []
    do {
      const after = ids.at(-1) ?? null
      ids = await deps.db.tenant(event.organizerId, tx =>
        selectOrderIds(tx, eventId, ['awaiting_payment'], after, CHUNK),
      )
      for (const id of ids) await closeOne(deps, event.organizerId, id)
    } while (ids.length === CHUNK)
  })
}

async function closeOne(deps: OrdersDeps, organizerId: string, orderId: string): Promise<void> {
  await deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (order?.state !== 'awaiting_payment') return
    await cancelUnpaid(deps, tx, order, { why: 'event_cancelled', reason: null, actor: systemActor })
  })
}
