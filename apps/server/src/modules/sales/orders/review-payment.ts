import { audit } from '../../../platform/audit/audit.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { paymentErrors } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrder } from './orders.sql.ts'
import { paymentReviewed } from './public.ts'
import { addToTimeline } from './timeline.sql.ts'

type ReviewPayment = {
  organizerId: string
  orderId: string
  paymentId: string
  actor: Actor
  eventIds: readonly string[] | null
}

/** Somebody has looked at a suspicious payment and done at the gateway what was to do. Saying so twice says it once. */
export async function reviewPayment(deps: OrdersDeps, command: ReviewPayment): Promise<void> {
  const { organizerId, orderId, paymentId, actor } = command
  await deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (!order || (command.eventIds && !command.eventIds.includes(order.eventId))) throw requestErrors.not_found()
    const { payments } = await deps.sales.payments.ofOrder(tx, orderId)
    const payment = payments.find(({ id }) => id === paymentId)
    if (!payment) throw requestErrors.not_found()
    if (payment.state !== 'quarantined') throw paymentErrors.not_suspicious()
    if (!(await deps.sales.payments.markReviewed(tx, paymentId))) return
    const data = { payment_id: paymentId, gateway: payment.gateway }
    await addToTimeline(tx, { organizerId, orderId, kind: 'payment_reviewed', actor, data })
    await audit(tx, { actor, action: 'payments.reviewed', subject: { kind: 'payment', id: paymentId } })
    await emit(tx, paymentReviewed, orderId, { event_id: order.eventId, payment_id: paymentId })
  })
}
