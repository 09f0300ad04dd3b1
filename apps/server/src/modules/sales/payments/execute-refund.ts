import { formatId } from '@tessera/kernel/ids'
import { isTransient } from '../../../platform/db/postgres-errors.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { applyRefund } from './apply-refund.ts'
import { hasGateway, refresh } from './check-payment.ts'
import type { Payday } from './deps.ts'
import type { Attempt } from './payment.ts'
import { lockAttempt, selectAttempt } from './payments.sql.ts'
import { GatewayError, type PaymentGateway, type RefundSnapshot, SHUT_OUT } from './ports.ts'
import type { Refund } from './public.ts'
import { markAsked, type RefundRow, refundOf, selectRefund } from './refunds.sql.ts'

const ATTEMPTS = 3

/**
 * Asks the gateway to make a recorded refund, or how it stands when it was asked before. The refund's id is the key, so two
 * that do this at once make one refund; a lost answer is found again by the same id. Throws when the gateway is away.
 */
export async function executeRefund(deps: Payday, organizerId: string, refundId: string): Promise<Refund> {
  const { refund, payment, askedBefore } = await take(deps, organizerId, refundId)
  if (refund.state === 'succeeded') return refundOf(refund)
  const settled = refund.state === 'failed' ? refundOf(refund) : await ask(deps, payment, refund, askedBefore)
  // A refusal may mean that somebody has refunded at the gateway itself: then its news is due, and fits now. Should that
  // not be heard, whoever asks again hears it.
  if (settled.state === 'failed' && hasGateway(payment)) await refresh(deps, payment)
  return settled
}

async function ask(deps: Payday, payment: Attempt, refund: RefundRow, askedBefore: boolean): Promise<Refund> {
  const { organizerId, reference } = payment
  if (!hasGateway(payment) || reference === null) {
    // Nobody to ask: what was paid by hand goes back by hand, and the organizer says so by asking for the refund.
    return settle(deps, payment, refund, told(refund, 'succeeded'))
  }
  const gateway = await deps.opened.byId(organizerId, payment.gatewayAccountId)
  const news = await askGateway(deps, gateway, { ...payment, reference }, refund, askedBefore)
  return settle(deps, payment, refund, news)
}

async function take(deps: Payday, organizerId: string, refundId: string) {
  return deps.db.tenant(organizerId, async tx => {
    const found = await selectRefund(tx, refundId)
    if (!found) throw requestErrors.not_found()
    const { askedBefore } = await markAsked(tx, refundId)
    const refund = (await selectRefund(tx, refundId))!
    return { refund, payment: (await selectAttempt(tx, refund.paymentId))!, askedBefore }
  })
}

async function askGateway(
  deps: Payday,
  gateway: PaymentGateway,
  payment: Attempt & { reference: string },
  refund: RefundRow,
  askedBefore: boolean,
): Promise<RefundSnapshot> {
  const { reference: paymentReference } = payment
  const { id, amountMinor, currency, reference } = refund
  const ours = formatId('ref', id)
  if (askedBefore || reference !== null) {
    const lookup = reference === null ? { refundId: ours, paymentReference } : { reference }
    const known = await gateway.fetchRefund(lookup)
    if (known) return known
  }
  try {
    const amount = { amountMinor, currency }
    return await gateway.refund({ refundId: ours, idempotencyKey: id, reference: paymentReference, amount })
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    const { kind, code } = error
    deps.counter?.add({ gateway: gateway.name, outcome: kind === 'rejected' ? 'rejected' : 'unavailable' })
    // The gateway had not heard of it, and will not do it: that is as final as a refusal. But whoever is not let in has not
    // been refused anything: once the credentials are right again it is asked once more.
    if (kind === 'rejected' && code !== SHUT_OUT)
      return { ...told(refund, 'failed'), failure: { code: 'other', detail: code } }
    throw error
  }
}

function told(refund: RefundRow, state: 'succeeded' | 'failed'): RefundSnapshot {
  const amount = { amountMinor: refund.amountMinor, currency: refund.currency }
  const refundId = formatId('ref', refund.id)
  return { reference: refund.reference, refundId, paymentReference: '', amount, state, failure: null }
}

async function settle(deps: Payday, payment: Attempt, refund: RefundRow, news: RefundSnapshot): Promise<Refund> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await deps.db.tenant(payment.organizerId, async tx => {
        await deps.settlement().lockOrder(tx, payment.orderId)
        const locked = (await lockAttempt(tx, payment.id))!
        // Known by our id, whatever the gateway repeats of it.
        await applyRefund(deps, tx, locked, { ...news, refundId: formatId('ref', refund.id) })
        return refundOf((await selectRefund(tx, refund.id))!)
      })
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error
    }
  }
}
