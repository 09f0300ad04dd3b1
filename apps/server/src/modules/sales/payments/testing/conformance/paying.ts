import { expect, test } from 'vitest'
import { mismatchesOf } from '../../ports.ts'
import { paidPayment, paymentOrder, seen, type Use } from '../gateway-harness.ts'

export function paying(use: Use): void {
  test('a paid payment succeeded with exactly what was asked', async () => {
    const { order, reference } = await paidPayment(use)
    const payment = await seen(use, reference)
    expect(payment).toMatchObject({ state: 'succeeded', captured: order.amount, failure: null })
    expect(await use().book(order.attemptId)).toEqual({ payments: 1, takenMinor: 4_000n, givenBackMinor: 0n })
  })

  test('a decline is a result with a reason, and no money moved', async () => {
    const order = paymentOrder()
    const { reference } = await use().gateway.createPayment(order)
    await use().buyer.isDeclined(reference)
    const payment = await seen(use, reference)
    expect(['open', 'failed']).toContain(payment.state)
    expect(payment.failure?.code).toBe('declined')
    expect(payment.captured.amountMinor).toBe(0n)
    expect((await use().book(order.attemptId)).takenMinor).toBe(0n)
  })

  test('delayed money is pending first and succeeds when it arrives', async () => {
    const { reference } = await use().gateway.createPayment(paymentOrder())
    await use().buyer.paysLater(reference)
    expect(await seen(use, reference)).toMatchObject({ state: 'pending', captured: { amountMinor: 0n } })
    await use().buyer.laterMoneyArrives(reference)
    expect(await seen(use, reference)).toMatchObject({ state: 'succeeded', captured: { amountMinor: 4_000n } })
  })

  test('delayed money that never arrives takes nothing', async () => {
    const { reference } = await use().gateway.createPayment(paymentOrder())
    await use().buyer.paysLater(reference)
    await use().buyer.laterMoneyFails(reference)
    const payment = await seen(use, reference)
    expect(['open', 'failed']).toContain(payment.state)
    expect(payment.captured.amountMinor).toBe(0n)
  })

  test('money that comes after expiry is reported as succeeded', async () => {
    const order = paymentOrder()
    const { reference } = await use().gateway.createPayment(order)
    await use().buyer.paysTooLate(reference)
    expect(await seen(use, reference)).toMatchObject({ state: 'succeeded', captured: order.amount })
  })

  test('a payment that takes another amount than was asked shows it', async () => {
    await use().luck.takesOtherAmount(-3_900n)
    const { order, reference } = await paidPayment(use)
    const payment = await seen(use, reference)
    const { account, livemode } = use().gateway
    const mismatches = mismatchesOf({ attemptId: order.attemptId, amount: order.amount, account, livemode }, payment)
    expect(mismatches).toContain('captured')
    expect(payment.captured.amountMinor).toBe(100n)
  })

  test('reserved money is ours only once captured, and only once', async () => {
    const { order, reference } = await paidPayment(use, { capture: 'manual' })
    expect(await seen(use, reference)).toMatchObject({ state: 'authorized', captured: { amountMinor: 0n } })
    const input = { reference, idempotencyKey: `capture-${order.attemptId}` }
    const first = await use().gateway.capture(input)
    const again = await use().gateway.capture(input)
    expect(first).toMatchObject({ state: 'succeeded', captured: order.amount })
    expect(again.captured).toEqual(order.amount)
    expect((await use().book(order.attemptId)).takenMinor).toBe(4_000n)
  })

  test('a part of the reserved money can be captured; the rest stays with the buyer', async () => {
    const { order, reference } = await paidPayment(use, { capture: 'manual' })
    const part = { amountMinor: 1_500n, currency: 'EUR' }
    await use().gateway.capture({ reference, idempotencyKey: `capture-${order.attemptId}`, amount: part })
    expect(await seen(use, reference)).toMatchObject({ state: 'succeeded', captured: part })
    expect((await use().book(order.attemptId)).takenMinor).toBe(1_500n)
  })

  test('reserved money that is voided was never taken and cannot be captured', async () => {
    const { order, reference } = await paidPayment(use, { capture: 'manual' })
    const voided = await use().gateway.void({ reference, idempotencyKey: `void-${order.attemptId}` })
    expect(voided.state).toBe('cancelled')
    const capture = use().gateway.capture({ reference, idempotencyKey: `capture-${order.attemptId}` })
    await expect(capture).rejects.toMatchObject({ kind: 'rejected' })
    expect((await use().book(order.attemptId)).takenMinor).toBe(0n)
  })

  test('voiding an open payment closes it, and voiding it again changes nothing', async () => {
    const order = paymentOrder()
    const { reference } = await use().gateway.createPayment(order)
    const input = { reference, idempotencyKey: `void-${order.attemptId}` }
    expect((await use().gateway.void(input)).state).toBe('cancelled')
    expect((await use().gateway.void(input)).state).toBe('cancelled')
  })

  test('voiding a paid payment tells that it is paid', async () => {
    const { order, reference } = await paidPayment(use)
    const answer = await use().gateway.void({ reference, idempotencyKey: `void-${order.attemptId}` })
    expect(answer).toMatchObject({ state: 'succeeded', captured: order.amount })
  })
}
