import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { MoneyParts } from '../ledger/public.ts'
import type { Refund } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { moneyPartsOf } from './line.ts'
import type { Order } from './public.ts'
import { type LineRefund, latestParts } from './refund.ts'
import { addToTimeline, wasRetried } from './timeline.sql.ts'

/** Refunds of a payment that the gateway refused and that nothing has taken the place of: still owed. */
export async function owedRefunds(deps: OrdersDeps, tx: Tx, orderId: string, paymentId: string): Promise<Refund[]> {
  const { refunds } = await deps.sales.payments.ofOrder(tx, orderId)
  const owed: Refund[] = []
  for (const refund of refunds) {
    const failed =
      refund.state === 'failed' &&
      refund.paymentId === paymentId &&
      refund.cause !== 'gateway' &&
      refund.cause !== 'dispute'
    if (failed && !(await wasRetried(tx, orderId, refund.id))) owed.push(refund)
  }
  return owed
}

export type Reversed = {
  /** What it had consisted of; null for money that belonged to nothing. */
  parts: MoneyParts | null
  /** What its lines had been promised by it. */
  lines: LineRefund[]
}

/**
 * A refund that failed is taken out of the books because another takes its place. The order is locked. Its lines still
 * say that they are promised: whoever books the other one says whether to them or to others.
 */
export async function reverseRefund(
  deps: OrdersDeps,
  tx: Tx,
  order: Order,
  failed: Refund,
  by: { refundId: string; actor: Actor },
): Promise<Reversed> {
  const { organizerId, eventId, currency, id: orderId } = order
  const { amountMinor, id: refundId } = failed
  const lines = failed.paymentId === order.paymentId ? promisedBy(order, failed) : []
  const parts = lines.length > 0 ? moneyPartsOf(lines.map(({ line, parts }) => ({ ...line, parts }))) : null
  const scope = { organizerId, orderId, eventId, currency }
  await deps.sales.ledger.recordRefundReversed(tx, { ...scope, refundId, amountMinor, parts })
  const data = { failed_refund: refundId, refund_id: by.refundId, amount_minor: String(amountMinor) }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refund_retried', actor: by.actor, data })
  return { parts, lines }
}

function promisedBy(order: Order, refund: Refund): LineRefund[] {
  return refund.lines.map(({ lineId, amountMinor }) => {
    const line = order.lines.find(candidate => candidate.id === lineId)
    if (!line) throw new Error(`refund ${refund.id} is of line ${lineId}, which order ${order.id} does not have`)
    const amount = BigInt(amountMinor)
    return { line, amountMinor: amount, parts: latestParts(line, amount) }
  })
}
