import { partsTotal } from '@tessera/pricing/refund-share'
import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { type Problem, requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { RefundCause } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { endLines } from './end-lines.ts'
import { moneyPartsOf } from './line.ts'
import { addRefundedParts } from './lines.sql.ts'
import { lockOrder, markCancelled, selectOrder, touchOrder } from './orders.sql.ts'
import { type Order, orderCancelled, orderChanged, orderErrors } from './public.ts'
import { decideRefund, type RefundPlan, type RefundRefusal, type RefundWish } from './refund.ts'
import { addToTimeline, wasAsked } from './timeline.sql.ts'

export type RefundOrder = {
  organizerId: string
  orderId: string
  wish: RefundWish
  cancelLines: boolean
  reason: string | null
  /** Of the request that asks; asked again by the same one, this was done before. */
  requestKey?: string
  actor: Actor
  /** Orders of other events do not exist for whoever is limited to some. */
  eventIds: readonly string[] | null
}

export async function refundOrder(deps: OrdersDeps, command: RefundOrder): Promise<Order> {
  const { organizerId, orderId, wish } = command
  return deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (!order || (command.eventIds && !command.eventIds.includes(order.eventId))) throw requestErrors.not_found()
    // The keys of requests forget one whose answer got lost, and money given twice does not come back.
    if (command.requestKey && (await wasAsked(tx, orderId, command.requestKey))) return order
    const decided = decideRefund(order, wish, command.cancelLines)
    if (!decided.ok) throw refusalOf(decided.reason, order)
    await giveBack(deps, tx, { order, plan: decided.value, cause: 'organizer', ...command })
    return (await selectOrder(tx, orderId))!
  })
}

type GivingBack = {
  order: Order
  plan: RefundPlan
  cause: RefundCause
  reason: string | null
  requestKey?: string
  actor: Actor
}

/**
 * The order is locked. What goes back is booked as owed at once, so that two refunds at the same moment cannot promise
 * the same cent; the order is refunded when the gateway has paid.
 */
export async function giveBack(deps: OrdersDeps, tx: Tx, giving: GivingBack) {
  const { order, plan, reason, requestKey, actor } = giving
  const { eventId, id: orderId } = order
  const refundId = plan.amountMinor > 0n ? await promise(deps, tx, giving) : null
  const ending = plan.cancelled.map(line => line.id)
  await closeIfEmpty(tx, order, new Set(ending), plan.amountMinor)
  await emit(tx, orderChanged, orderId, { event_id: eventId, line_ids: ending })
  const voidReason = refundId ? 'refunded' : 'cancelled'
  await endLines(deps, tx, order, actor, { lineIds: ending, voidReason, reason, requestKey })
  // The chain of records is locked after the counters, as wherever both are.
  await audit(tx, {
    actor,
    action: refundId ? 'orders.refund_requested' : 'orders.lines_cancelled',
    subject: { kind: 'order', id: orderId },
    changes: { after: { amount_minor: String(plan.amountMinor), lines_cancelled: ending.length } },
    ...(reason ? { reason } : {}),
  })
}

async function promise(deps: OrdersDeps, tx: Tx, giving: GivingBack): Promise<string> {
  const { order, plan, cause, reason, requestKey, actor } = giving
  const { organizerId, eventId, currency, paymentId, id: orderId } = order
  if (!paymentId) throw new Error(`order ${orderId} has cost something and has no payment`)
  const { amountMinor, refunds } = plan
  await addRefundedParts(tx, refunds)
  const lines = refunds.map(({ line, amountMinor }) => ({ lineId: line.id, amountMinor: String(amountMinor) }))
  const { id: refundId } = await deps.sales.payments.requestRefund(tx, {
    organizerId,
    orderId,
    paymentId,
    amountMinor,
    cause,
    reason,
    lines,
  })
  const parts = moneyPartsOf(refunds.map(({ line, parts }) => ({ ...line, parts })))
  await deps.sales.ledger.recordRefund(tx, { organizerId, orderId, eventId, currency, refundId, amountMinor, parts })
  const data = { refund_id: refundId, amount_minor: String(amountMinor), reason, cause, request_key: requestKey }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refund_requested', actor, data })
  return refundId
}

/** An order whose last line ends without any money going back is cancelled; the others say what came back when it has. */
async function closeIfEmpty(tx: Tx, order: Order, ended: ReadonlySet<string>, amountMinor: bigint): Promise<void> {
  const left = order.lines.some(line => line.state === 'active' && !ended.has(line.id))
  const goesBack = amountMinor > 0n || order.lines.some(line => partsTotal(line.refunded) > 0n)
  if (left || goesBack || !(await markCancelled(tx, order.id, ['paid'], 'cancelled_by_organizer'))) {
    await touchOrder(tx, order.id, null)
    return
  }
  await emit(tx, orderCancelled, order.id, { event_id: order.eventId, was_paid: true })
}

export function refusalOf(reason: RefundRefusal, order: Order): Problem {
  switch (reason.code) {
    case 'refund_exceeds_rest':
      return orderErrors.refund_exceeds_rest({
        fields: [{ path: `lines.${reason.index}.amount_minor`, code: 'too_much', message: 'is more than is left' }],
        extra: { rest: { amount_minor: String(reason.restMinor), currency: order.currency } },
      })
    case 'unknown_line':
      return orderErrors.unknown_line({
        fields: [{ path: `lines.${reason.index}.line_id`, code: 'unknown', message: 'is no line of this order' }],
      })
    default:
      return orderErrors[reason.code]()
  }
}
