import { audit } from '../../../platform/audit/audit.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrder, touchOrder } from './orders.sql.ts'
import { orderErrors } from './public.ts'
import { addToTimeline, wasRetried } from './timeline.sql.ts'

type RetryRefund = {
  organizerId: string
  orderId: string
  refundId: string
  actor: Actor
  eventIds: readonly string[] | null
}

/**
 * A refund that the gateway refused is still owed; this asks once more. The books say already that it is owed, so only
 * the new refund's settlement will be entered. Each failed refund is tried again at most once; the new one may fail too.
 */
export async function retryRefund(deps: OrdersDeps, command: RetryRefund): Promise<void> {
  const { organizerId, orderId, refundId, actor } = command
  await deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (!order || (command.eventIds && !command.eventIds.includes(order.eventId))) throw requestErrors.not_found()
    const { refunds } = await deps.sales.payments.ofOrder(tx, orderId)
    const failed = refunds.find(refund => refund.id === refundId)
    if (!failed) throw requestErrors.not_found()
    if (failed.state !== 'failed' || (await wasRetried(tx, orderId, refundId))) throw orderErrors.refund_not_failed()
    const { paymentId, amountMinor, cause, reason, lines } = failed
    const again = await deps.sales.payments.requestRefund(tx, {
      organizerId,
      orderId,
      paymentId,
      amountMinor,
      cause: cause === 'gateway' ? 'organizer' : cause,
      reason,
      lines,
    })
    const data = { failed_refund: refundId, refund_id: again.id, amount_minor: String(amountMinor) }
    await addToTimeline(tx, { organizerId, orderId, kind: 'refund_retried', actor, data })
    await audit(tx, { actor, action: 'orders.refund_retried', subject: { kind: 'order', id: orderId } })
    await touchOrder(tx, orderId, null)
  })
}
