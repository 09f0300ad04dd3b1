import {
  GatewayError,
  type PaymentLookup,
  type PaymentSnapshot,
  SHUT_OUT,
} from '../../../modules/sales/payments/ports.ts'
import { ask, asked, checked, find, rejected, type StripeAccess } from './stripe-client.ts'
import {
  ATTEMPT,
  chargeSchema,
  disputeSchema,
  FLOW,
  intentSchema,
  KEY,
  refundSchema,
  type StripeIntent,
  type StripeSession,
  sessionSchema,
} from './stripe-objects.ts'
import { type StripePayment, snapshotOf } from './stripe-snapshots.ts'

const PAGE = 100
/** Stripe's clock and ours differ; a search by time starts this much earlier. */
const CLOCK_SKEW_S = 60
const WITH_INTENT = ['payment_intent.latest_charge']

export async function fetchPayment(access: StripeAccess, lookup: PaymentLookup): Promise<PaymentSnapshot | null> {
  const payment = 'reference' in lookup ? await byReference(access, lookup.reference) : await byKey(access, lookup)
  return payment === null ? null : snapshotOf(payment)
}

export async function existing(access: StripeAccess, reference: string): Promise<StripePayment> {
  const payment = await byReference(access, reference)
  if (payment === null) throw rejected('resource_missing', `no payment ${reference}`)
  return payment
}

/** Takes a session, an intent or a charge, and finds the payment that all of them belong to. */
async function byReference(access: StripeAccess, reference: string): Promise<StripePayment | null> {
  const { stripe } = access
  if (reference.startsWith('cs_')) {
    const found = await find(() => stripe.checkout.sessions.retrieve(reference, { expand: WITH_INTENT }))
    return found === null ? null : gather(access, checked(sessionSchema, found), null)
  }
  if (reference.startsWith('ch_')) {
    const found = await find(() => stripe.charges.retrieve(reference))
    const intent = found === null ? null : checked(chargeSchema, found).payment_intent
    return intent == null ? null : byReference(access, intent)
  }
  const found = await find(() => stripe.paymentIntents.retrieve(reference, { expand: ['latest_charge'] }))
  if (found === null) return null
  const intent = checked(intentSchema, found)
  if (intent.metadata?.[FLOW] !== 'hosted') return gather(access, null, intent)
  const sessions = await ask(() =>
    stripe.checkout.sessions.list({
      payment_intent: intent.id,
      limit: 1,
      expand: ['data.payment_intent.latest_charge'],
    }),
  )
  const [session] = sessions.data
  return gather(access, session === undefined ? null : checked(sessionSchema, session), intent)
}

/** Stripe cannot be asked for a key, and its search lags behind; so the newest are listed until the right one comes. */
async function byKey(
  access: StripeAccess,
  lookup: { idempotencyKey: string; since: Date },
): Promise<StripePayment | null> {
  for await (const payment of newestFirst(access, lookup.since)) {
    const root = payment.session ?? payment.intent
    if (root?.metadata?.[KEY] === lookup.idempotencyKey) return gather(access, payment.session, payment.intent)
  }
  return null
}

/** Only payments that carry an attempt: what else is sold through the account is not ours to reconcile. */
export async function* listPayments(access: StripeAccess, since: Date, until: Date): AsyncGenerator<PaymentSnapshot> {
  for await (const { session, intent } of newestFirst(access, since)) {
    const root = session ?? intent
    const madeAt = (root?.created ?? 0) * 1_000
    if (root?.metadata?.[ATTEMPT] === undefined) continue
    if (madeAt >= since.getTime() && madeAt < until.getTime()) yield snapshotOf(await gather(access, session, intent))
  }
}

type Root = { readonly session: StripeSession | null; readonly intent: StripeIntent | null }

/** The flow that the account has now comes first; payments of the time when it had the other are its payments too. */
async function* newestFirst(access: StripeAccess, since: Date): AsyncGenerator<Root> {
  const oldest = Math.floor(since.getTime() / 1_000) - CLOCK_SKEW_S
  const ways = access.config.flow === 'hosted' ? [pages, intents] : [intents, pages]
  yield* ways[0]!(access, oldest)
  try {
    yield* ways[1]!(access, oldest)
  } catch (error) {
    // A restricted key may do what this flow needs and no more; then there is nothing of the other one either.
    if (!(error instanceof GatewayError && error.code === SHUT_OUT)) throw error
  }
}

async function* pages({ stripe }: StripeAccess, oldest: number): AsyncGenerator<Root> {
  const listed: AsyncIterable<unknown> = stripe.checkout.sessions.list({
    limit: PAGE,
    expand: ['data.payment_intent.latest_charge'],
  })
  for await (const answer of asked(listed)) {
    const session = checked(sessionSchema, answer)
    if (session.created < oldest) return
    yield { session, intent: null }
  }
}

/** Those that belong to a page are listed as that page. */
async function* intents({ stripe }: StripeAccess, oldest: number): AsyncGenerator<Root> {
  const created = { gte: oldest }
  const listed: AsyncIterable<unknown> = stripe.paymentIntents.list({
    limit: PAGE,
    created,
    expand: ['data.latest_charge'],
  })
  for await (const answer of asked(listed)) {
    const intent = checked(intentSchema, answer)
    if (intent.created < oldest) return
    if (intent.metadata?.[FLOW] !== 'hosted') yield { session: null, intent }
  }
}

/** Adds refunds and dispute, which Stripe keeps beside the payment. Asked for only where money was taken. */
async function gather(
  access: StripeAccess,
  session: StripeSession | null,
  known: StripeIntent | null,
): Promise<StripePayment> {
  const expanded = session?.payment_intent
  const intent = expanded != null && typeof expanded !== 'string' ? expanded : known
  const bare = { account: access.account, session, intent, refunds: [], disputes: [] }
  if (intent === null || intent.amount_received === 0) return bare
  const { stripe } = access
  const refunds = []
  for await (const refund of asked(stripe.refunds.list({ payment_intent: intent.id, limit: PAGE }))) {
    refunds.push(checked(refundSchema, refund))
  }
  const charge = intent.latest_charge
  const disputed = charge != null && typeof charge !== 'string' && charge.disputed
  const disputes = []
  if (disputed) {
    for await (const dispute of asked(stripe.disputes.list({ payment_intent: intent.id, limit: PAGE }))) {
      disputes.push(checked(disputeSchema, dispute))
    }
  }
  return { ...bare, refunds, disputes }
}
