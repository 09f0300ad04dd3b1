import { type Applied, applySnapshot } from './apply-snapshot.ts'
import { giveUpAttempt } from './close-attempt.ts'
import type { Payday } from './deps.ts'
import { type Attempt, attemptIdOf, paymentOf } from './payment.ts'
import { markChecked, selectAttempt } from './payments.sql.ts'
import { GatewayError, type PaymentLookup } from './ports.ts'
import type { Payment } from './public.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Longer than any call that might still be on its way to the gateway. */
const NEVER_ARRIVED_MS = 10 * MINUTE_MS

export type AskedAttempt = Attempt & { gatewayAccountId: string }

export const hasGateway = (attempt: Attempt): attempt is AskedAttempt => attempt.gatewayAccountId !== null

/** Asks the gateway how a payment stands and applies it. Throws `GatewayError`. */
export async function refresh(deps: Payday, attempt: AskedAttempt): Promise<Applied> {
  const gateway = await deps.opened.byId(attempt.organizerId, attempt.gatewayAccountId)
  const news = await gateway.fetchPayment(lookupOf(attempt))
  if (news) return applySnapshot(deps, attempt.organizerId, attempt.id, news)
  const { organizerId, id, expired, ageMs, reference } = attempt
  if (expired && ageMs > (reference === null ? NEVER_ARRIVED_MS : DAY_MS)) {
    const closed = await giveUpAttempt(deps, attempt, 'cancelled', 'unknown_at_gateway')
    return { payment: closed ?? attempt, outcome: 'applied' }
  }
  await deps.db.tenant(organizerId, tx => markChecked(tx, id))
  return { payment: attempt, outcome: 'known' }
}

/** Ends the attempt at the gateway, so that nobody pays what is no longer for sale. It answers how the payment stands then. */
export async function endAtGateway(deps: Payday, attempt: AskedAttempt): Promise<Attempt> {
  const gateway = await deps.opened.byId(attempt.organizerId, attempt.gatewayAccountId)
  if (attempt.reference === null || !gateway.capabilities.void) return attempt
  const news = await gateway.void({ reference: attempt.reference, idempotencyKey: `void-${attempt.id}` })
  return (await applySnapshot(deps, attempt.organizerId, attempt.id, news)).payment
}

/** For the buyer's browser, which has come back or is waiting. Many may ask; one at a time asks the gateway. */
export function createCheck(deps: Payday): (organizerId: string, paymentId: string) => Promise<Payment | null> {
  const asking = new Map<string, Promise<Payment | null>>()
  return (organizerId, paymentId) => {
    const key = `${organizerId}:${paymentId}`
    const running = asking.get(key)
    if (running) return running
    const check = checkPayment(deps, organizerId, paymentId).finally(() => asking.delete(key))
    asking.set(key, check)
    return check
  }
}

async function checkPayment(deps: Payday, organizerId: string, paymentId: string): Promise<Payment | null> {
  const attempt = await deps.db.tenant(organizerId, tx => selectAttempt(tx, paymentId))
  if (!attempt) return null
  if (!hasGateway(attempt) || attempt.state === 'succeeded' || attempt.state === 'quarantined') {
    return paymentOf(attempt)
  }
  try {
    return paymentOf((await refresh(deps, attempt)).payment)
  } catch (error) {
    // Not knowing is an answer: what we know stands, and the poller asks again.
    if (!(error instanceof GatewayError)) throw error
    deps.log.warn({ err: error, payment: paymentId, gateway: attempt.gateway }, 'the gateway could not be asked')
    deps.counter?.add({ gateway: attempt.gateway, outcome: error.kind === 'rejected' ? 'rejected' : 'unavailable' })
    return paymentOf(attempt)
  }
}

function lookupOf(attempt: Attempt): PaymentLookup {
  if (attempt.reference !== null) return { reference: attempt.reference }
  const { idempotencyKey, createdAt: since, id } = attempt
  return { idempotencyKey, attemptId: attemptIdOf(id), since }
}
