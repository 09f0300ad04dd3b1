import type { Tx } from '../../../platform/db/db.ts'
import type { OrdersDeps } from './deps.ts'
import type { Order } from './public.ts'

/** The order is paid: each of its admission units gets its ticket, in the same transaction. */
export async function issueTickets(deps: OrdersDeps, tx: Tx, order: Order): Promise<void> {
  const { id: orderId, organizerId, eventId } = order
  const lines = order.lines
    .filter(line => line.kind === 'admission' && line.state === 'active')
    .map(({ id, productId, variantId, dateId, attendeeName, attendeeEmail }) => ({
      lineId: id,
      productId,
      variantId,
      dateId,
      attendeeName,
      attendeeEmail,
    }))
  if (lines.length > 0) await deps.sales.tickets.issue(tx, { organizerId, orderId, eventId, lines })
}
