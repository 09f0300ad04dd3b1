import type { Tx } from '../../../platform/db/db.ts'
import type { OrderToIssue } from '../tickets/public.ts'
import type { OrdersDeps } from './deps.ts'
import type { Order } from './public.ts'

/** The order is paid: each of its admission units gets its ticket, in the same transaction. */
export async function issueTickets(deps: OrdersDeps, tx: Tx, order: Order): Promise<void> {
  await deps.sales.tickets.issueAll(tx, [unitsToIssue(order)])
}

/** Which units of an order get a ticket. */
export function unitsToIssue({ id: orderId, organizerId, eventId, lines }: Order): OrderToIssue {
  const units = lines
    .filter(line => line.kind === 'admission' && line.state === 'active')
    .map(({ id, productId, variantId, dateId, attendeeName, attendeeEmail }) => ({
      lineId: id,
      productId,
      variantId,
      dateId,
      attendeeName,
      attendeeEmail,
    }))
  return { organizerId, orderId, eventId, lines: units }
}
