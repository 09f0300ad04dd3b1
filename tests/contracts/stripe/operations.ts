import {
  held,
  type Intent,
  type MerchantBook,
  newId,
  nowS,
  type Refund,
  type Session,
  StripeRefusal,
  type World,
} from './book.ts'
import { cancelIntent, captureIntent } from './deeds.ts'
import type { FormValue } from './form.ts'
import { tell } from './messages.ts'

/** A question after the contract has checked it. */
export type Question = {
  readonly world: World
  readonly merchant: MerchantBook
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
}

/** Plain state; `render.ts` makes Stripe's full objects of it. */
export type Answered = { kind: string; object: { id: string } } | { list: string; objects: { id: string }[] }

/** The operations that the adapter may use. One that is missing here is refused, as an unknown path is. */
export const operations: Readonly<Record<string, (question: Question) => Answered>> = {
  PostCheckoutSessions: question => one('checkout.session', createSession(question)),
  GetCheckoutSessionsSession: ({ merchant, path }) =>
    one('checkout.session', held(merchant.sessions, path.session, 'checkout.session')),
  GetCheckoutSessions: ({ merchant, query }) => {
    const sessions = newest(merchant.sessions)
    const wanted = query.payment_intent
    return many(
      'checkout.session',
      query,
      wanted === undefined ? sessions : sessions.filter(s => s.payment_intent === wanted),
    )
  },
  PostCheckoutSessionsSessionExpire: question => one('checkout.session', expireSession(question)),
  PostPaymentIntents: question => one('payment_intent', createIntent(question)),
  GetPaymentIntentsIntent: ({ merchant, path }) =>
    one('payment_intent', held(merchant.intents, path.intent, 'payment_intent')),
  GetPaymentIntents: ({ merchant, query }) => {
    const { gte = 0 } = (query.created ?? {}) as { gte?: number }
    return many(
      'payment_intent',
      query,
      newest(merchant.intents).filter(intent => intent.created >= gte),
    )
  },
  PostPaymentIntentsIntentCapture: ({ world, merchant, path, body }) => {
    const intent = held(merchant.intents, path.intent, 'payment_intent')
    captureIntent(world, merchant, intent, body.amount_to_capture as number | undefined)
    return one('payment_intent', intent)
  },
  PostPaymentIntentsIntentCancel: ({ world, merchant, path }) => {
    const intent = held(merchant.intents, path.intent, 'payment_intent')
    cancelIntent(world, merchant, intent)
    return one('payment_intent', intent)
  },
  GetChargesCharge: ({ merchant, path }) => one('charge', held(merchant.charges, path.charge, 'charge')),
  PostRefunds: question => one('refund', createRefund(question)),
  GetRefundsRefund: ({ merchant, path }) => one('refund', held(merchant.refunds, path.refund, 'refund')),
  GetRefunds: ({ merchant, query }) => many('refund', query, ofIntent(newest(merchant.refunds), query)),
  GetDisputes: ({ merchant, query }) => many('dispute', query, ofIntent(newest(merchant.disputes), query)),
}

const one = (kind: string, object: { id: string }): Answered => ({ kind, object })

function many(list: string, query: Question['query'], objects: { id: string }[]): Answered {
  const after = query.starting_after
  const start = after === undefined ? 0 : objects.findIndex(object => object.id === after) + 1
  return { list, objects: objects.slice(start, start + Number(query.limit ?? 10) + 1) }
}

const newest = <T>(map: Map<string, T>): T[] => [...map.values()].reverse()

function ofIntent<T extends { payment_intent: string }>(objects: T[], query: Question['query']): T[] {
  return objects.filter(object => object.payment_intent === query.payment_intent)
}

const MIN_EXPIRY_S = 30 * 60
const MAX_EXPIRY_S = 24 * 60 * 60

function createSession({ world, merchant, body }: Question): Session {
  // What the description says only in prose.
  const lifeS = Number(body.expires_at) - nowS()
  if (lifeS < MIN_EXPIRY_S || lifeS > MAX_EXPIRY_S) {
    throw new StripeRefusal(400, 'The `expires_at` timestamp must be within 30 minutes and 24 hours from creation.')
  }
  const [line] = body.line_items as { quantity: number; price_data: { currency: string; unit_amount: number } }[]
  if (line === undefined) throw new StripeRefusal(400, 'A session needs line items.')
  const amount = line.quantity * line.price_data.unit_amount
  mustBeChargeable(amount)
  const { payment_intent_data: data, ...fields } = body
  const session: Session = {
    ...copied(fields, ['client_reference_id', 'customer_email', 'locale', 'success_url', 'cancel_url', 'expires_at']),
    id: newId('cs_test'),
    amount_total: amount,
    currency: line.price_data.currency,
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    metadata: (body.metadata ?? {}) as Record<string, string>,
    created: nowS(),
  }
  merchant.sessions.set(session.id, session)
  merchant.planned.set(session.id, data ?? {})
  tell(world, merchant, 'checkout.session.created', session)
  return session
}

function expireSession({ world, merchant, path }: Question): Session {
  const session = held(merchant.sessions, path.session, 'checkout.session')
  if (session.status !== 'open') {
    throw new StripeRefusal(400, `Only Checkout Sessions with a status in ["open"] can be expired.`)
  }
  session.status = 'expired'
  tell(world, merchant, 'checkout.session.expired', session)
  return session
}

function createIntent({ merchant, body }: Question): Intent {
  mustBeChargeable(Number(body.amount))
  const intent: Intent = {
    ...copied(body, ['description', 'receipt_email']),
    id: newId('pi'),
    amount: Number(body.amount),
    amount_received: 0,
    amount_capturable: 0,
    currency: String(body.currency),
    status: 'requires_payment_method',
    capture_method: body.capture_method === 'manual' ? 'manual' : 'automatic',
    latest_charge: null,
    last_payment_error: null,
    metadata: (body.metadata ?? {}) as Record<string, string>,
    created: nowS(),
  }
  merchant.intents.set(intent.id, intent)
  return intent
}

function createRefund({ world, merchant, body }: Question): Refund {
  const intent = held(merchant.intents, body.payment_intent, 'payment_intent')
  const charge = intent.latest_charge === null ? undefined : merchant.charges.get(intent.latest_charge)
  if (charge === undefined || charge.amount_captured === 0) {
    throw new StripeRefusal(400, `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`)
  }
  const disputes = [...merchant.disputes.values()].filter(({ payment_intent }) => payment_intent === intent.id)
  if (disputes.some(({ status }) => status !== 'won' && !status.startsWith('warning_'))) {
    throw new StripeRefusal(400, 'The charge has been charged back.', 'charge_disputed')
  }
  const left = charge.amount_captured - charge.amount_refunded
  const amount = Number(body.amount ?? left)
  if (left === 0) throw new StripeRefusal(400, 'The charge has already been refunded.', 'charge_already_refunded')
  if (amount > left) {
    throw new StripeRefusal(400, `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`)
  }
  const refund: Refund = {
    id: newId('re'),
    amount,
    currency: intent.currency,
    status: world.nextRefundStaysPending ? 'pending' : 'succeeded',
    payment_intent: intent.id,
    metadata: (body.metadata ?? {}) as Record<string, string>,
  }
  world.nextRefundStaysPending = false
  charge.amount_refunded += amount
  merchant.refunds.set(refund.id, refund)
  tell(world, merchant, 'refund.created', refund)
  tell(world, merchant, 'charge.refunded', charge)
  return refund
}

function mustBeChargeable(amount: number): void {
  if (amount < 1) throw new StripeRefusal(400, 'Amount must be at least 1.', 'amount_too_small')
  if (amount > 99_999_999) throw new StripeRefusal(400, 'Amount must be no more than 99999999.', 'amount_too_large')
}

function copied(body: Question['body'], names: readonly string[]): Record<string, FormValue> {
  return Object.fromEntries(names.flatMap(name => (body[name] === undefined ? [] : [[name, body[name] as FormValue]])))
}
