import type { Tx } from '../../../platform/db/db.ts'
import type { Payday } from './deps.ts'
import { type Attempt, isUnsettled, paymentOf } from './payment.ts'
import { lockAttempt, moveAttempt } from './payments.sql.ts'
import { noteSuspicion } from './suspicion.ts'

/**
 * Ends an attempt of which the gateway has nothing to show: it refused to open one, or never heard of it. Should it come
 * up with money later all the same, that is applied like any other late success.
 */
export function giveUpAttempt(
  deps: Payday,
  { organizerId, orderId, id }: Pick<Attempt, 'organizerId' | 'orderId' | 'id'>,
  to: 'failed' | 'cancelled',
  failureCode: string,
): Promise<Attempt | null> {
  return withLocked(deps, organizerId, orderId, id, async (tx, payment) => {
    if (!isUnsettled(payment.state)) return payment
    const moved = await moveAttempt(tx, id, { from: payment.state, to, reference: null, failureCode })
    if (!moved) throw new Error(`payment ${id} changed under its lock`)
    deps.counter?.add({ gateway: payment.gateway, outcome: to })
    await deps.settlement().paymentFailed(tx, paymentOf(moved))
    return moved
  })
}

/** The adapter saw at once that what the gateway opened is not what was asked for. */
export function quarantineAttempt(
  deps: Payday,
  { organizerId, orderId, id }: Pick<Attempt, 'organizerId' | 'orderId' | 'id'>,
  detail: string,
): Promise<Attempt | null> {
  return withLocked(deps, organizerId, orderId, id, async (tx, payment) => {
    if (!isUnsettled(payment.state)) return payment
    const move = { from: payment.state, to: 'quarantined', reference: null, failureCode: 'mismatch' } as const
    const moved = await moveAttempt(tx, id, move)
    if (!moved) throw new Error(`payment ${id} changed under its lock`)
    await noteSuspicion(deps, tx, payment, 'quarantined', { detail })
    await deps.settlement().paymentQuarantined?.(tx, paymentOf(moved))
    return moved
  })
}

function withLocked(
  deps: Payday,
  organizerId: string,
  orderId: string,
  id: string,
  work: (tx: Tx, payment: Attempt) => Promise<Attempt>,
): Promise<Attempt | null> {
  return deps.db.tenant(organizerId, async tx => {
    await deps.settlement().lockOrder(tx, orderId)
    const payment = await lockAttempt(tx, id)
    return payment && work(tx, payment)
  })
}
