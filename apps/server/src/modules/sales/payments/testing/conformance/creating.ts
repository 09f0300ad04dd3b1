import { expect, test } from 'vitest'
import { GatewayError, mismatchesOf, SHUT_OUT } from '../../ports.ts'
import { paymentOrder, seen, type Use } from '../gateway-harness.ts'

export function creating(use: Use): void {
  test('a created payment is open, leads the buyer on and carries our attempt', async () => {
    const { gateway } = use()
    const order = paymentOrder()
    const created = await gateway.createPayment(order)
    expect(created.state).toBe('open')
    if (created.next.kind === 'redirect') expect(created.next.url).toMatch(/^https?:\/\//)
    if (created.next.kind === 'embedded') expect(created.next.clientSecret).not.toBe('')
    const payment = await seen(use, created.reference)
    const { account, livemode } = gateway
    expect(mismatchesOf({ attemptId: order.attemptId, amount: order.amount, account, livemode }, payment)).toEqual([])
    expect(payment).toMatchObject({ reference: created.reference, state: 'open', refunds: [], disputes: [] })
    expect(payment.captured.amountMinor).toBe(0n)
  })

  test.each([
    ['JPY', 1_250n],
    ['EUR', 1_250n],
    ['KWD', 1_250n],
    ['ISK', 1_250n],
    ['EUR', 99_999_999n],
  ])('an amount in %s arrives to the minor unit', async (currency, amountMinor) => {
    const amount = { amountMinor, currency }
    const { reference } = await use().gateway.createPayment(paymentOrder({ amount }))
    expect((await seen(use, reference)).amount).toEqual(amount)
    await use().buyer.pays(reference)
    expect((await seen(use, reference)).captured).toEqual(amount)
  })

  test('the same key answers with the same payment, also to 20 calls at once', async () => {
    const order = paymentOrder()
    const answers = await Promise.all(Array.from({ length: 20 }, () => createPatiently(use, order)))
    answers.push(await createPatiently(use, order))
    expect(new Set(answers.map(answer => answer.reference)).size).toBe(1)
    expect((await use().book(order.attemptId)).payments).toBe(1)
  })

  test('a key that was used for another amount is rejected', async () => {
    const order = paymentOrder()
    await use().gateway.createPayment(order)
    const other = { ...order, amount: { amountMinor: 1n + order.amount.amountMinor, currency: 'EUR' } }
    await expect(use().gateway.createPayment(other)).rejects.toMatchObject({ name: 'GatewayError', kind: 'rejected' })
  })

  test('a payment is found by its key as well as by its reference', async () => {
    const order = paymentOrder()
    const { reference } = await use().gateway.createPayment(order)
    const { idempotencyKey, attemptId, requestedAt: since } = order
    const found = await use().gateway.fetchPayment({ idempotencyKey, attemptId, since })
    expect(found?.reference).toBe(reference)
  })

  test('what the gateway never heard of is null, not an error', async () => {
    const { idempotencyKey, attemptId, requestedAt: since } = paymentOrder()
    const { reference } = await use().gateway.createPayment(paymentOrder())
    const unknown = `${reference.slice(0, -6)}zzzzzz`
    expect(await use().gateway.fetchPayment({ idempotencyKey, attemptId, since })).toBeNull()
    expect(await use().gateway.fetchPayment({ reference: unknown })).toBeNull()
  })

  test("one merchant's secrets do not open another merchant's payments", async () => {
    const order = paymentOrder()
    const { reference } = await use().gateway.createPayment(order)
    expect(await use().otherMerchant.fetchPayment({ reference })).toBeNull()
    const answer = await use()
      .otherMerchant.void({ reference, idempotencyKey: 'k' })
      .catch((error: unknown) => error)
    expect(answer).toBeInstanceOf(GatewayError)
    expect((await seen(use, reference)).state).toBe('open')
  })

  test('a wrong secret is our fault and says so', async () => {
    const shutOut = { kind: 'rejected', code: SHUT_OUT }
    await expect(use().impostor.createPayment(paymentOrder())).rejects.toMatchObject(shutOut)
    const { reference } = await use().gateway.createPayment(paymentOrder())
    await expect(use().impostor.fetchPayment({ reference })).rejects.toMatchObject(shutOut)
  })

  test('reconciliation sees every payment of its window once and none of another', async () => {
    const before = new Date(Date.now() - 5_000)
    const made = new Set<string>()
    for (let i = 0; i < 3; i += 1) made.add((await use().gateway.createPayment(paymentOrder())).reference)
    const listed = await references(use, before, new Date(Date.now() + 5_000))
    expect(listed.filter(reference => made.has(reference)).sort()).toEqual([...made].sort())
    expect(await references(use, new Date(0), new Date(1_000))).toEqual([])
  })
}

async function references(use: Use, since: Date, until: Date): Promise<string[]> {
  const found: string[] = []
  for await (const payment of use().gateway.listPayments(since, until)) found.push(payment.reference)
  return found
}

/** A gateway may ask a second caller to come back while the first is still being served. */
async function createPatiently(use: Use, order: ReturnType<typeof paymentOrder>) {
  for (;;) {
    try {
      return await use().gateway.createPayment(order)
    } catch (error) {
      if (!(error instanceof GatewayError && error.kind === 'unavailable')) throw error
    }
  }
}
