import { newTenantUuid } from '@tessera/kernel/ids'
import type { Tx } from '../../../platform/db/db.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { isHeldByDispute } from './disputes.sql.ts'
import { selectAttempt } from './payments.sql.ts'
import { type Payments, paymentErrors, type Refund, refundRequested } from './public.ts'
import { insertRefund, refundOf, reserveRefund } from './refunds.sql.ts'

/** Sets the money aside and records the wish in the caller's transaction; the gateway is asked after it has committed. */
export async function requestRefund(tx: Tx, wish: Parameters<Payments['requestRefund']>[1]): Promise<Refund> {
  const { organizerId, orderId, paymentId, amountMinor, cause, reason, lines } = wish
  const payment = await selectAttempt(tx, paymentId)
  if (await isHeldByDispute(tx, paymentId)) throw paymentErrors.disputed()
  const fits = payment?.orderId === orderId && amountMinor > 0n && (await reserveRefund(tx, paymentId, amountMinor))
  if (!payment || !fits) throw paymentErrors.refund_exceeds_payment()
  const refund = await insertRefund(tx, {
    id: newTenantUuid(organizerId),
    organizerId,
    orderId,
    paymentId,
    amountMinor,
    currency: payment.currency,
    cause,
    reason,
    lines,
    state: 'created',
    reference: null,
  })
  await emit(tx, refundRequested, orderId, { refund_id: refund.id })
  return refundOf(refund)
}

/**
 * A part of what failed has been given otherwise. The rest is owed as the whole was: nothing is set aside for it, and somebody
 * tries it again.
 */
export async function oweRest(tx: Tx, failed: Refund, amountMinor: bigint, lines: Refund['lines']): Promise<Refund> {
  const { organizerId, orderId, paymentId, currency, cause, reason, failureCode } = failed
  const id = newTenantUuid(organizerId)
  const scope = { id, organizerId, orderId, paymentId, currency, cause, reason, failureCode }
  return refundOf(await insertRefund(tx, { ...scope, amountMinor, lines, state: 'failed', reference: null }))
}
