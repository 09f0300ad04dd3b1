import { audit } from '../../../platform/audit/audit.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrder, touchOrder } from './orders.sql.ts'
import { orderErrors } from './public.ts'
import { owedRefunds, reverseRefund } from './reverse-refund.ts'

type RetryRefund = {
  organizerId: string
  orderId: string
  refundId: string
  actor: Actor
  eventIds: readonly string[] | null
}

/**
 * A refund that the gateway refused is still owed; this asks once more. In the books the new one takes the place of the
 * one that failed, over the same lines. Each is tried again at most once; the new one may fail too.
 */
export async function retryRefund(deps: OrdersDeps, command: RetryRefund): Promise<void> {
  const { organizerId, orderId, refundId, actor } = command
  await deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (!order || (command.eventIds && !command.eventIds.includes(order.eventId))) throw requestErrors.not_found()
    const { refunds } = await deps.sales.payments.ofOrder(tx, orderId)
    const found = refunds.find(refund => refund.id === refundId)
    if (!found) throw requestErrors.not_found()
    const failed = (await owedRefunds(deps, tx, orderId, found.paymentId)).find(refund => refund.id === refundId)
    if (!failed) throw orderErrors.refund_not_failed()
    const { paymentId, amountMinor, cause, reason, lines } = failed
    const wish = { organizerId, orderId, paymentId, amountMinor, cause, reason, lines }
    const again = await deps.sales.payments.requestRefund(tx, wish)
    const { parts } = await reverseRefund(deps, tx, order, failed, { refundId: again.id, actor })
    const { eventId, currency } = order
    const entry = { organizerId, orderId, eventId, currency, refundId: again.id, amountMinor, parts }
    await deps.sales.ledger.recordRefund(tx, entry)
    await touchOrder(tx, orderId, null)
    await audit(tx, { actor, action: 'orders.refund_retried', subject: { kind: 'order', id: orderId } })
  })
}
