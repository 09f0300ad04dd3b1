import { newTenantUuid } from '@tessera/kernel/ids'
import { enabledAccount, type GatewayAccount } from './accounts.sql.ts'
import { type AskedAttempt, endAtGateway, hasGateway, refresh } from './check-payment.ts'
import { giveUpAttempt, quarantineAttempt } from './close-attempt.ts'
import type { Payday } from './deps.ts'
import { type Attempt, attemptIdOf, paymentOf, type StoredRequest } from './payment.ts'
import { insertAttempt, openAttempt, recordAnswer } from './payments.sql.ts'
import { type CreatedPayment, type CreatePayment, GatewayError, type PaymentGateway } from './ports.ts'
import { type Payment, paymentErrors, type StartPayment } from './public.ts'

/** An attempt that turns out to be over makes room for one more; more than that in one request would be a loop. */
const ROUNDS = 3

/** The row is committed before the gateway hears of it, so whatever happens then, there is something to ask about. */
export function createStart(deps: Payday): (command: StartPayment) => Promise<Payment> {
  const asking = new Map<string, Promise<Attempt>>()
  /** Two clicks in one process are one call; of two processes the gateway makes one payment, by the key. */
  const ask = (attempt: AskedAttempt, fresh: boolean): Promise<Attempt> => {
    const running = asking.get(attempt.id)
    if (running) return running
    const call = askGateway(deps, attempt, fresh).finally(() => asking.delete(attempt.id))
    asking.set(attempt.id, call)
    return call
  }
  return async command => {
    for (let round = 1; round <= ROUNDS; round++) {
      const { attempt, account, fresh } = await takeAttempt(deps, command)
      const running = asking.get(attempt.id)
      if (fresh || running) return paymentOf(await (running ?? ask(attempt, fresh)))
      const standing = await resume(deps, attempt, { command, account, ask })
      if (standing) return paymentOf(standing)
    }
    throw paymentErrors.gateway_unavailable()
  }
}

type Taken = { attempt: AskedAttempt; account: GatewayAccount; fresh: boolean }

function takeAttempt(deps: Payday, command: StartPayment): Promise<Taken> {
  const { organizerId, orderId, gateway, amountMinor, currency, expiresAt } = command
  return deps.db.tenant(organizerId, async tx => {
    const account = await enabledAccount(tx, gateway)
    if (!account || !deps.opened.factory(gateway)) throw paymentErrors.gateway_unknown()
    await deps.settlement().lockOrder(tx, orderId)
    const open = await openAttempt(tx, orderId, gateway)
    if (open && hasGateway(open)) return { attempt: open, account, fresh: false }
    const inserted = await insertAttempt(tx, {
      id: newTenantUuid(organizerId),
      organizerId,
      orderId,
      gateway,
      amountMinor,
      currency,
      gatewayAccountId: account.id,
      merchant: account.merchant,
      livemode: account.livemode,
      request: requestOf(command),
      expiresAt,
    })
    deps.counter?.add({ gateway, outcome: 'started' })
    return { attempt: inserted as AskedAttempt, account, fresh: true }
  })
}

type Resuming = {
  command: StartPayment
  account: GatewayAccount
  ask(attempt: AskedAttempt, fresh: boolean): Promise<Attempt>
}

/** The attempt that was there already, when it still leads somewhere; null when it is over and a new one is needed. */
async function resume(deps: Payday, found: AskedAttempt, { command, account, ask }: Resuming): Promise<Attempt | null> {
  const gateway = await deps.opened.byId(found.organizerId, found.gatewayAccountId)
  const { payment: attempt } = await refresh(deps, found).catch(orElse({ payment: found }))
  if (attempt.state === 'pending' || attempt.state === 'succeeded') return attempt
  if (attempt.state !== 'created' || !hasGateway(attempt)) return null
  const same =
    attempt.amountMinor === command.amountMinor &&
    attempt.currency === command.currency &&
    attempt.gatewayAccountId === account.id
  if (same && !attempt.expired) {
    if (attempt.next) return attempt
    if (attempt.ageMs < gateway.capabilities.keyRetentionMs / 2) return ask(attempt, false)
  }
  const ended =
    attempt.reference === null
      ? await giveUpAttempt(deps, attempt, 'cancelled', 'superseded')
      : await endAtGateway(deps, attempt).catch(orElse(null))
  if (!ended) throw paymentErrors.gateway_unavailable({ retryAfterSeconds: 5 })
  return ended.state === 'succeeded' || ended.state === 'pending' ? ended : null
}

/** What to go on with when the gateway cannot be asked. */
function orElse<T>(otherwise: T) {
  return (error: unknown): T => {
    if (error instanceof GatewayError) return otherwise
    throw error
  }
}

async function askGateway(deps: Payday, attempt: AskedAttempt, fresh: boolean): Promise<Attempt> {
  const { organizerId, id } = attempt
  const gateway = await deps.opened.byId(organizerId, attempt.gatewayAccountId)
  const created = await createPatiently(deps, gateway, attempt, fresh)
  const { reference, next, state } = created
  const recorded = await deps.db.tenant(organizerId, tx => recordAnswer(tx, id, { reference, next }))
  if (!recorded || !hasGateway(recorded)) throw new Error(`payment ${id} has another reference than ${reference}`)
  // Anything but an open payment is news, and news takes one way only.
  return state === 'open' ? recorded : (await refresh(deps, recorded).catch(orElse({ payment: recorded }))).payment
}

/** An answer that got lost is asked for once more with the same key and the same body; that never makes a second payment. */
async function createPatiently(
  deps: Payday,
  gateway: PaymentGateway,
  attempt: AskedAttempt,
  fresh: boolean,
): Promise<CreatedPayment> {
  const input = inputOf(attempt)
  let unsure = !fresh
  for (let call = 1; ; call++) {
    try {
      return await gateway.createPayment(input)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      deps.log.warn({ err: error, payment: attempt.id, gateway: gateway.name, call }, 'no payment could be opened')
      if (error.kind === 'unavailable' && error.outcome === 'unknown') {
        unsure = true
        if (call === 1) continue
      }
      throw await refusalOf(deps, attempt, error, unsure)
    }
  }
}

async function refusalOf(deps: Payday, attempt: AskedAttempt, error: GatewayError, unsure: boolean) {
  const { gateway } = attempt
  deps.counter?.add({ gateway, outcome: error.kind === 'rejected' ? 'rejected' : 'unavailable' })
  if (error.kind === 'mismatch') {
    await quarantineAttempt(deps, attempt, error.message)
    return paymentErrors.gateway_unavailable({ cause: error })
  }
  // Only what was never in doubt may be closed; the poller asks about the rest by its key.
  if (unsure) return paymentErrors.outcome_unknown({ cause: error, retryAfterSeconds: 5 })
  if (error.kind === 'rejected') await giveUpAttempt(deps, attempt, 'failed', 'rejected')
  return paymentErrors.gateway_unavailable({ cause: error, retryAfterSeconds: 5 })
}

function requestOf(command: StartPayment): StoredRequest {
  const { orderCode, description, buyerEmail, locale, returnUrl, cancelUrl, expiresAt } = command
  return { orderCode, description, buyerEmail, locale, returnUrl, cancelUrl, expiresAt: expiresAt.toISOString() }
}

function inputOf(attempt: AskedAttempt): CreatePayment {
  const { id, request, idempotencyKey, amountMinor, currency, createdAt } = attempt
  if (!request) throw new Error(`payment ${id} is over and has forgotten what was asked`)
  return {
    ...request,
    attemptId: attemptIdOf(id),
    idempotencyKey,
    amount: { amountMinor, currency },
    requestedAt: createdAt,
    expiresAt: new Date(request.expiresAt),
    metadata: {},
  }
}
