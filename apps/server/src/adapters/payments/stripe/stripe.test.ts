import { createHmac } from 'node:crypto'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import type { GatewayEvent } from '../../../modules/sales/payments/ports.ts'
import { paymentOrder } from '../../../modules/sales/payments/testing/gateway-harness.ts'
import { createStripeGateway } from './stripe.ts'
import { STRIPE_API_VERSION, type StripeConfig } from './stripe-client.ts'

const SECRET = 'whsec_test'
const MINUTE_S = 60

type Sent = { url: string; form: URLSearchParams; headers: Headers }

/** The adapter with a Stripe that answers every call with one status and body, and remembers what was sent. */
function stripeThatAnswers(status: number, body: unknown, over: Partial<StripeConfig> = {}) {
  const sent: Sent[] = []
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const form = new URLSearchParams(await request.text())
    sent.push({ url: request.url, form, headers: request.headers })
    return new Response(typeof body === 'function' ? JSON.stringify(body(form)) : JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    })
  }
  const gateway = createStripeGateway({
    apiKey: 'sk_test_1',
    webhookSecret: SECRET,
    publishableKey: 'pk_test_1',
    flow: 'hosted',
    fetch: answer,
    ...over,
  })
  return { gateway, sent }
}

/** A session as Stripe would make it from the form, with something changed. */
const session =
  (over: object = {}) =>
  (form: URLSearchParams) => ({
    object: 'checkout.session',
    id: 'cs_test_1',
    url: 'https://checkout.stripe.com/c/pay/cs_test_1',
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    amount_total: Number(form.get('line_items[0][price_data][unit_amount]')),
    currency: form.get('line_items[0][price_data][currency]'),
    livemode: false,
    created: 1_700_000_000,
    metadata: { tessera_attempt: form.get('metadata[tessera_attempt]') },
    ...over,
  })

test('the API version is pinned to the one that the installed SDK is typed for', async () => {
  expect(STRIPE_API_VERSION).toBe(Stripe.API_VERSION)
  const { gateway, sent } = stripeThatAnswers(200, session())
  await gateway.createPayment(paymentOrder())
  expect(sent[0]?.headers.get('stripe-version')).toBe(STRIPE_API_VERSION)
})

test('a retry sends the same bytes under the same key, however much later', async () => {
  const { gateway, sent } = stripeThatAnswers(200, session())
  const requestedAt = new Date(Date.now() - 20 * MINUTE_S * 1_000)
  const order = paymentOrder({ requestedAt, expiresAt: new Date(requestedAt.getTime() + 600_000) })
  await gateway.createPayment(order)
  await gateway.createPayment(order)
  expect(sent[1]?.form.toString()).toBe(sent[0]?.form.toString())
  expect(sent.map(({ headers }) => headers.get('idempotency-key'))).toEqual([
    order.idempotencyKey,
    order.idempotencyKey,
  ])
})

test.each([
  ['ten minutes', 10, 35],
  ['an hour', 60, 60],
  ['three days', 3 * 24 * 60, 24 * 60 - 5],
])('an expiry in %s becomes one that Stripe accepts', async (_wish, wishedMinutes, givenMinutes) => {
  const { gateway, sent } = stripeThatAnswers(200, session())
  const requestedAt = new Date(1_800_000_000_000)
  const expiresAt = new Date(requestedAt.getTime() + wishedMinutes * MINUTE_S * 1_000)
  await gateway.createPayment(paymentOrder({ requestedAt, expiresAt }))
  expect(sent[0]?.form.get('expires_at')).toBe(String(1_800_000_000 + givenMinutes * MINUTE_S))
})

test.each([
  ['de-AT', 'de'],
  ['en', 'en'],
  ['tlh', 'auto'],
])('the language %s becomes %s', async (locale, expected) => {
  const { gateway, sent } = stripeThatAnswers(200, session())
  await gateway.createPayment(paymentOrder({ locale }))
  expect(sent[0]?.form.get('locale')).toBe(expected)
})

test.each([
  ['amount', { amount_total: 1 }],
  ['currency', { currency: 'usd' }],
  ['livemode', { livemode: true }],
  ['attempt', { metadata: { tessera_attempt: 'pay_of_another' } }],
])('a created payment with another %s than asked is a mismatch', async (what, over) => {
  const { gateway } = stripeThatAnswers(200, session(over))
  const created = gateway.createPayment(paymentOrder())
  await expect(created).rejects.toMatchObject({ kind: 'mismatch', message: expect.stringContaining(what) })
})

test.each([
  ['a negative amount', { amount_total: -4_000 }],
  ['a fraction', { amount_total: 0.5 }],
  ['an unheard-of status', { payment_status: 'maybe' }],
  ['no page', { url: null }],
])('an answer with %s is an unknown outcome, not a payment', async (_what, over) => {
  const { gateway } = stripeThatAnswers(200, session(over))
  const created = gateway.createPayment(paymentOrder())
  await expect(created).rejects.toMatchObject({ kind: 'unavailable', outcome: 'unknown', code: 'bad_answer' })
})

test.each([
  [401, 'invalid_request_error', 'rejected', 'none'],
  [400, 'idempotency_error', 'rejected', 'none'],
  [409, 'idempotency_error', 'unavailable', 'unknown'],
  [429, 'invalid_request_error', 'unavailable', 'none'],
  [500, 'api_error', 'unavailable', 'unknown'],
])('a %i of Stripe means %s: %s', async (status, type, kind, outcome) => {
  const { gateway } = stripeThatAnswers(status, { error: { type, message: 'no' } })
  await expect(gateway.createPayment(paymentOrder())).rejects.toMatchObject({ kind, outcome })
})

test.each([
  ['sk_live_1', true],
  ['rk_live_1', true],
  ['sk_test_1', false],
])('a key that begins with %s acts in live mode: %s', (apiKey, livemode) => {
  expect(stripeThatAnswers(200, {}, { apiKey }).gateway.livemode).toBe(livemode)
})

test('calls for a connected account name it', async () => {
  const { gateway, sent } = stripeThatAnswers(200, session(), { account: 'acct_1' })
  await gateway.createPayment(paymentOrder())
  expect(sent[0]?.headers.get('stripe-account')).toBe('acct_1')
})

describe('webhooks', () => {
  const deliver = async (event: object, over: Partial<StripeConfig> = {}) => {
    const body = JSON.stringify({ object: 'event', id: 'evt_1', livemode: false, created: 1_700_000_000, ...event })
    const timestamp = Math.floor(Date.now() / 1_000)
    const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')
    const headers = { 'stripe-signature': `t=${timestamp},v1=${signature}` }
    return stripeThatAnswers(200, {}, over).gateway.parseWebhook(Buffer.from(body), headers)
  }
  const metadata = { tessera_attempt: 'pay_1' }
  const paid = session({ amount_total: 4_000, currency: 'eur', payment_status: 'paid', metadata })(
    new URLSearchParams(),
  )
  const told = async (event: object): Promise<GatewayEvent | undefined> => {
    const result = await deliver(event)
    return result.ok ? result.events[0] : undefined
  }

  test('an event of live mode says so, and the amount it tells is shown', async () => {
    const event = await told({ type: 'checkout.session.completed', livemode: true, data: { object: paid } })
    const amount = { amountMinor: 4_000n, currency: 'EUR' }
    const occurredAt = new Date(1_700_000_000_000)
    expect(event).toMatchObject({ kind: 'payment.succeeded', livemode: true, amount, occurredAt })
  })

  test('a finished page without the money is pending', async () => {
    const unpaid = { ...paid, payment_status: 'unpaid' }
    const event = await told({ type: 'checkout.session.completed', data: { object: unpaid } })
    expect(event?.kind).toBe('payment.pending')
  })

  test('an event of another account is refused', async () => {
    const event = { type: 'checkout.session.completed', account: 'acct_of_another', data: { object: paid } }
    expect(await deliver(event)).toMatchObject({ ok: false, refusal: 'other_account' })
    expect(await deliver(event, { account: 'acct_1' })).toMatchObject({ ok: false, refusal: 'other_account' })
    expect(await deliver(event, { account: 'acct_of_another' })).toMatchObject({ ok: true })
  })

  test.each([
    [
      'an amount that is no amount',
      { type: 'checkout.session.completed', data: { object: { ...paid, amount_total: -1 } } },
    ],
    [
      'a currency that does not exist',
      { type: 'checkout.session.completed', data: { object: { ...paid, currency: 'zzz' } } },
    ],
    ['no object', { type: 'payment_intent.succeeded', data: {} }],
    ['the shape of another kind', { type: 'payment_intent.succeeded', data: { object: paid } }],
    ['a newer kind of envelope', { object: 'v2.core.event', type: 'v1.thing' }],
  ])('a signed message with %s is refused as malformed and throws nothing', async (_what, event) => {
    expect(await deliver(event)).toMatchObject({ ok: false, refusal: 'malformed' })
  })

  test('a sale that the organizer makes beside Tessera through the same account is no error', async () => {
    const subscription = { ...paid, amount_total: null, currency: null, metadata: {} }
    const intent = { ...intentOfForm(new URLSearchParams('amount=4000&currency=eur')), metadata: {} }
    const events = { 'checkout.session.completed': subscription, 'payment_intent.succeeded': intent }
    for (const [type, object] of Object.entries(events))
      expect(await told({ type, data: { object } })).toMatchObject({ kind: 'unknown', reference: null })
  })

  test('an event that we have no use for is verified and unknown', async () => {
    const event = await told({ type: 'invoice.paid', data: { object: { id: 'in_1' } } })
    expect(event).toMatchObject({ kind: 'unknown', reference: null, gatewayKind: 'invoice.paid' })
  })
})

test('a connected account is told to the browser, whose fields would otherwise act for another', async () => {
  const { gateway } = stripeThatAnswers(200, intentOfForm, { flow: 'embedded', account: 'acct_1' })
  expect((await gateway.createPayment(paymentOrder())).next).toMatchObject({ kind: 'embedded', account: 'acct_1' })
})

function intentOfForm(form: URLSearchParams) {
  return {
    object: 'payment_intent',
    id: 'pi_1',
    amount: Number(form.get('amount')),
    currency: form.get('currency'),
    amount_received: 0,
    status: 'requires_payment_method',
    client_secret: 'pi_1_secret_1',
    livemode: false,
    created: 1_700_000_000,
    metadata: { tessera_attempt: form.get('metadata[tessera_attempt]') },
  }
}
