import { expect, test } from 'vitest'
import { paidPayment, refundOrder, seen, type Use } from '../gateway-harness.ts'

export function refunding(use: Use): void {
  test('a full refund gives everything back', async () => {
    const { order, reference } = await paidPayment(use)
    const wanted = refundOrder(reference, 4_000n)
    const refund = await use().gateway.refund(wanted)
    expect(refund).toMatchObject({ state: 'succeeded', refundId: wanted.refundId, amount: wanted.amount })
    const payment = await seen(use, reference)
    expect(payment).toMatchObject({ state: 'succeeded', refunded: { amountMinor: 4_000n } })
    expect(payment.refunds).toMatchObject([{ refundId: wanted.refundId, state: 'succeeded' }])
    expect((await use().book(order.attemptId)).givenBackMinor).toBe(4_000n)
  })

  test('partial refunds add up, and one beyond the rest is a refusal that moves nothing', async () => {
    const { order, reference } = await paidPayment(use)
    await use().gateway.refund(refundOrder(reference, 1_000n))
    await use().gateway.refund(refundOrder(reference, 2_500n))
    const tooMuch = await use().gateway.refund(refundOrder(reference, 501n))
    expect(tooMuch).toMatchObject({ state: 'failed', reference: null, failure: { code: 'exceeds_refundable' } })
    expect((await use().gateway.refund(refundOrder(reference, 500n))).state).toBe('succeeded')
    expect((await use().book(order.attemptId)).givenBackMinor).toBe(4_000n)
  })

  test('a refund repeated with its key is made once', async () => {
    const { order, reference } = await paidPayment(use)
    const wanted = refundOrder(reference, 1_000n)
    const [first, again] = [await use().gateway.refund(wanted), await use().gateway.refund(wanted)]
    expect(again.reference).toBe(first.reference)
    expect((await use().book(order.attemptId)).givenBackMinor).toBe(1_000n)
  })

  test('refunds at the same time never give back more than was taken', async () => {
    const { order, reference } = await paidPayment(use)
    const wanted = Array.from({ length: 10 }, () => refundOrder(reference, 800n))
    const refunds = await Promise.all(wanted.map(refund => use().gateway.refund(refund)))
    expect(refunds.filter(refund => refund.state === 'succeeded')).toHaveLength(5)
    expect((await use().book(order.attemptId)).givenBackMinor).toBe(4_000n)
  })

  test('nothing can be refunded from a payment that took nothing', async () => {
    const { order, reference } = await paidPayment(use, { capture: 'manual' })
    await use().gateway.void({ reference, idempotencyKey: `void-${order.attemptId}` })
    const refund = use().gateway.refund(refundOrder(reference, 1n))
    const state = await refund.then(
      made => made.state,
      () => 'failed',
    )
    expect(state).toBe('failed')
    expect((await use().book(order.attemptId)).givenBackMinor).toBe(0n)
  })

  test('a refund in another currency than the payment is rejected', async () => {
    const { reference } = await paidPayment(use)
    const wanted = { ...refundOrder(reference, 100n), amount: { amountMinor: 100n, currency: 'CHF' } }
    await expect(use().gateway.refund(wanted)).rejects.toMatchObject({ kind: 'rejected' })
  })

  test('a pending refund counts until it fails, and then it no longer does', async () => {
    const { reference } = await paidPayment(use)
    await use().luck.refundStaysPending()
    const refund = await use().gateway.refund(refundOrder(reference, 4_000n))
    expect(refund.state).toBe('pending')
    expect((await seen(use, reference)).refunded.amountMinor).toBe(4_000n)
    await use().clerk.decidesRefund(refund.reference ?? '', 'failed')
    expect((await seen(use, reference)).refunded.amountMinor).toBe(0n)
    const now = await use().gateway.fetchRefund({ reference: refund.reference ?? '' })
    expect(now).toMatchObject({ state: 'failed', failure: { code: 'destination_closed' } })
  })

  test('a refund that the bank sends back has failed after all, and its money can be given back again', async () => {
    const { reference } = await paidPayment(use)
    const refund = await use().gateway.refund(refundOrder(reference, 4_000n))
    expect(refund.state).toBe('succeeded')
    await use().clerk.returnsRefund(refund.reference ?? '')
    expect(await seen(use, reference)).toMatchObject({ refunded: { amountMinor: 0n }, refunds: [{ state: 'failed' }] })
    expect((await use().gateway.refund(refundOrder(reference, 4_000n))).state).toBe('succeeded')
  })

  test('a refund is found by our id, and an unknown one is null', async () => {
    const { reference } = await paidPayment(use)
    const wanted = refundOrder(reference, 100n)
    const made = await use().gateway.refund(wanted)
    const found = await use().gateway.fetchRefund({ refundId: wanted.refundId, paymentReference: reference })
    expect(found?.reference).toBe(made.reference)
    expect(await use().gateway.fetchRefund({ refundId: 'ref_none', paymentReference: reference })).toBeNull()
    expect(await use().gateway.fetchRefund({ reference: `${made.reference?.slice(0, -6)}zzzzzz` })).toBeNull()
  })

  test("a refund made in the gateway's dashboard is seen, counted and not ours", async () => {
    const { reference } = await paidPayment(use)
    await use().clerk.refunds(reference, { amountMinor: 1_500n, currency: 'EUR' })
    const payment = await seen(use, reference)
    expect(payment.refunds).toMatchObject([{ refundId: null, amount: { amountMinor: 1_500n }, state: 'succeeded' }])
    const tooMuch = await use().gateway.refund(refundOrder(reference, 2_501n))
    expect(tooMuch.state).toBe('failed')
  })

  test.each(['won', 'lost'] as const)('an open dispute blocks refunds and is then %s', async state => {
    const { reference } = await paidPayment(use)
    await use().clerk.opensDispute(reference)
    const [open] = (await seen(use, reference)).disputes
    expect(open).toMatchObject({ state: 'open', amount: { amountMinor: 4_000n }, withdrawn: { amountMinor: 4_000n } })
    expect(open?.fee.amountMinor).toBeGreaterThan(0n)
    expect(open?.fee.currency).toBe('EUR')
    const refund = await use().gateway.refund(refundOrder(reference, 100n))
    expect(refund).toMatchObject({ state: 'failed', failure: { code: 'not_refundable' } })
    await use().clerk.decidesDispute(reference, state)
    const { disputes } = await seen(use, reference)
    const withdrawn = { amountMinor: state === 'won' ? 0n : 4_000n, currency: 'EUR' }
    expect(disputes).toMatchObject([{ reference: open?.reference, state, withdrawn }])
    if (state === 'lost') {
      const late = await use().gateway.refund(refundOrder(reference, 100n))
      expect(late, 'money that is lost cannot be given back as well').toMatchObject({ state: 'failed' })
    }
  })
}
