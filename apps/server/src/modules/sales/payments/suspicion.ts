import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import type { Payday } from './deps.ts'
import type { Attempt } from './payment.ts'

export type Suspicion =
  | 'quarantined'
  | 'contradiction'
  | 'stranger'
  | 'refund_differs'
  | 'refund_returned'
  | 'dispute_differs'

/**
 * Something about money is not as it should be: the record for those who look later, the line and the count for whoever
 * watches now. Nothing here decides; the caller has kept the money and the tickets apart already.
 */
export async function noteSuspicion(
  { log, counter }: Pick<Payday, 'log' | 'counter'>,
  tx: Tx,
  payment: Pick<Attempt, 'id' | 'orderId' | 'gateway'>,
  kind: Suspicion,
  facts: Record<string, unknown>,
): Promise<void> {
  const { id, orderId, gateway } = payment
  log.error({ security: `payment_${kind}`, payment: id, order: orderId, gateway, ...facts }, 'a payment is suspicious')
  counter?.add({ gateway, outcome: kind === 'quarantined' ? 'quarantined' : 'contradiction' })
  const subject = { kind: 'payment', id }
  await audit(tx, { actor: systemActor, action: `payments.${kind}`, subject, changes: { after: facts } })
}
