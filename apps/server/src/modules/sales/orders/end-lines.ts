import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { OrdersDeps } from './deps.ts'
import { cancelLines } from './lines.sql.ts'
import type { Order } from './public.ts'
import { addToTimeline } from './timeline.sql.ts'

type Ending = {
  lineIds?: string[]
  voidReason?: 'refunded' | 'cancelled'
  reason?: string | null
  requestKey?: string | undefined
}

/**
 * Ends lines of a paid order, all of them when none are named: their tickets enter nowhere any more, and what they took
 * is free again, exactly once. The caller has locked the order; the counters, whose locks are the hottest, come last.
 */
export async function endLines(
  deps: OrdersDeps,
  tx: Tx,
  order: Order,
  actor: Actor,
  { lineIds, voidReason = 'refunded', reason = null, requestKey }: Ending = {},
): Promise<string[]> {
  const cancelled = await cancelLines(tx, lineIds ?? order.lines.map(line => line.id))
  if (cancelled.length === 0) return []
  const ended = cancelled.map(line => line.id)
  const { organizerId, id: orderId } = order
  await deps.sales.tickets.voidLines(tx, ended, voidReason)
  const data = { line_ids: ended, reason, request_key: requestKey }
  await addToTimeline(tx, { organizerId, orderId, kind: 'lines_cancelled', actor, data })
  await deps.sales.inventory.freeUnits(
    tx,
    cancelled.map(line => line.poolIds),
  )
  return ended
}
