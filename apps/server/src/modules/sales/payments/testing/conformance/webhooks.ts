import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GatewayEvent, PaymentSnapshot, WebhookResult } from '../../ports.ts'
import { paidPayment, paymentOrder, refundOrder, type SignedMessage, seen, type Use } from '../gateway-harness.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

export function webhooks(use: Use): void {
  test('a success is told with our attempt, the amount and the mode', async () => {
    const { order, reference } = await paidPayment(use)
    const told = (await eventsAbout(use, reference)).filter(event => event.kind === 'payment.succeeded')
    expect(told.length).toBeGreaterThan(0)
    const { account, livemode } = use().gateway
    for (const event of told) {
      expect(event).toMatchObject({ attemptId: order.attemptId, amount: order.amount, account, livemode })
      expect((await seen(use, event.reference ?? '')).reference).toBe(reference)
    }
  })

  test.each([
    ['isDeclined', 'payment.failed'],
    ['paysLater', 'payment.pending'],
  ] as const)('when the buyer %s the gateway tells %s', async (deed, kind) => {
    const { reference } = await use().gateway.createPayment(paymentOrder())
    await use().buyer[deed](reference)
    expect((await eventsAbout(use, reference)).map(event => event.kind)).toContain(kind)
  })

  test('a closed payment is told as cancelled', async () => {
    const order = paymentOrder()
    const { reference } = await use().gateway.createPayment(order)
    await use().gateway.void({ reference, idempotencyKey: `void-${order.attemptId}` })
    expect((await eventsAbout(use, reference)).map(event => event.kind)).toContain('payment.cancelled')
  })

  test('refunds and disputes made at the gateway are told and lead to the payment', async () => {
    const { reference } = await paidPayment(use)
    await use().clerk.refunds(reference, { amountMinor: 500n, currency: 'EUR' })
    await use().clerk.opensDispute(reference)
    await use().clerk.decidesDispute(reference, 'lost')
    const events = await eventsAbout(use, reference)
    for (const kind of ['refund.updated', 'dispute.opened', 'dispute.closed'] as const) {
      const event = events.find(told => told.kind === kind)
      expect(event, kind).toBeDefined()
      expect((await seen(use, event?.reference ?? '')).reference).toBe(reference)
    }
    expect(events.find(told => told.refund !== null)?.refund?.amount.amountMinor).toBe(500n)
    expect(events.find(told => told.kind === 'dispute.closed')?.dispute?.state).toBe('lost')
  })

  test('our own refund is told with our id', async () => {
    const { reference } = await paidPayment(use)
    const wanted = refundOrder(reference, 700n)
    await use().gateway.refund(wanted)
    const told = (await eventsAbout(use, reference)).map(event => event.refund?.refundId)
    expect(told).toContain(wanted.refundId)
  })

  test('a message delivered twice has the same event id, and two messages never share one', async () => {
    const { reference } = await paidPayment(use)
    const [once, twice] = [await eventsAbout(use, reference), await eventsAbout(use, reference)]
    const ids = once.map(event => event.gatewayEventId)
    expect(twice.map(event => event.gatewayEventId)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('any order, any number of copies, any gap in the messages leads to the same state', async () => {
    const { reference } = await use().gateway.createPayment(paymentOrder())
    await use().buyer.isDeclined(reference)
    const { reference: paid } = await paidPayment(use)
    await use().clerk.refunds(paid, { amountMinor: 500n, currency: 'EUR' })
    const messages = [...(await use().messages(reference)), ...(await use().messages(paid))]
    const truth = [await seen(use, reference), await seen(use, paid)]
    const deliveries = fc.array(fc.constantFrom(...messages), { maxLength: 2 * messages.length })
    await fc.assert(
      fc.asyncProperty(deliveries, async delivered => {
        for (const payment of await believe(use, delivered)) {
          expect(truth.find(known => known.reference === payment.reference)).toEqual(payment)
        }
      }),
      { numRuns: 10 },
    )
  })

  test('a payment whose messages are all lost is found by asking and by listing', async () => {
    const since = new Date(Date.now() - 5_000)
    const { reference } = await paidPayment(use)
    expect((await seen(use, reference)).state).toBe('succeeded')
    const listed: PaymentSnapshot[] = []
    for await (const payment of use().gateway.listPayments(since, new Date(Date.now() + 5_000))) listed.push(payment)
    expect(listed.find(payment => payment.reference === reference)?.state).toBe('succeeded')
  })

  test('an old event that is delivered now is accepted and says when it happened', async () => {
    const { reference } = await paidPayment(use)
    const [event] = await eventsAbout(use, reference)
    expect(event?.occurredAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000)
  })

  test('a forged signature is refused', async () => {
    const { reference } = await paidPayment(use)
    for (const message of await use().messages(reference, { forged: true })) {
      expect(await parse(use, message)).toMatchObject({ ok: false, refusal: 'bad_signature' })
    }
  })

  test("another merchant's secret does not verify our messages", async () => {
    const { reference } = await paidPayment(use)
    const [message] = await use().messages(reference)
    if (message === undefined) throw new Error('no message')
    const answer = await use().otherMerchant.parseWebhook(message.rawBody, message.headers)
    expect(answer).toMatchObject({ ok: false, refusal: 'bad_signature' })
  })

  test('a replay of a message signed long ago is refused as stale', async () => {
    const { reference } = await paidPayment(use)
    for (const message of await use().messages(reference, { ageMs: 3 * DAY_MS })) {
      expect(await parse(use, message)).toMatchObject({ ok: false, refusal: 'stale' })
    }
  })

  test('one changed byte, a missing header or no body at all is refused', async () => {
    const { reference } = await paidPayment(use)
    const [message] = await use().messages(reference)
    if (message === undefined) throw new Error('no message')
    const changed = Buffer.from(message.rawBody.toString().replace('4000', '4001'))
    const refused = { ok: false, refusal: 'bad_signature' }
    expect(await parse(use, { ...message, rawBody: changed })).toMatchObject(refused)
    expect(await parse(use, { ...message, headers: {} })).toMatchObject(refused)
    expect(await parse(use, { ...message, rawBody: Buffer.alloc(0) })).toMatchObject(refused)
  })
}

function parse(use: Use, message: SignedMessage): Promise<WebhookResult> {
  return use().gateway.parseWebhook(message.rawBody, message.headers)
}

async function eventsAbout(use: Use, reference: string): Promise<GatewayEvent[]> {
  const results = await Promise.all((await use().messages(reference)).map(message => parse(use, message)))
  return results.flatMap(result => {
    if (!result.ok) throw new Error(`${result.refusal}: ${result.detail}`)
    return result.events
  })
}

/** What a listener ends up believing that takes each event as a hint and asks the gateway. */
async function believe(use: Use, delivered: readonly SignedMessage[]): Promise<PaymentSnapshot[]> {
  const believed = new Map<string, PaymentSnapshot>()
  for (const message of delivered) {
    const result = await parse(use, message)
    if (!result.ok) throw new Error(result.detail)
    for (const { reference } of result.events) {
      if (reference === null) continue
      const payment = await seen(use, reference)
      believed.set(payment.reference, payment)
    }
  }
  return [...believed.values()]
}
