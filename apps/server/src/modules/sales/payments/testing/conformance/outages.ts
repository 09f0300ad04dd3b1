import { expect, test } from 'vitest'
import { paidPayment, paymentOrder, refundOrder, seen, type Use } from '../gateway-harness.ts'

const unknownOutcome = { name: 'GatewayError', kind: 'unavailable', outcome: 'unknown' }

export function outages(use: Use): void {
  test('a create whose answer is lost is resolved by its key, and never charges twice', async () => {
    const order = paymentOrder()
    await use().luck.losesAnswer('create')
    await expect(use().gateway.createPayment(order)).rejects.toMatchObject(unknownOutcome)
    const { idempotencyKey, attemptId, requestedAt: since } = order
    const found = await use().gateway.fetchPayment({ idempotencyKey, attemptId, since })
    expect(found).toMatchObject({ state: 'open', attemptId })
    const repeated = await use().gateway.createPayment(order)
    expect(repeated.reference).toBe(found?.reference)
    await use().buyer.pays(repeated.reference)
    expect(await use().book(attemptId)).toEqual({ payments: 1, takenMinor: 4_000n, givenBackMinor: 0n })
  })

  test('a create that failed before its effect leaves nothing behind and can be repeated', async () => {
    const order = paymentOrder()
    await use().luck.isDown('create')
    await expect(use().gateway.createPayment(order)).rejects.toMatchObject({ kind: 'unavailable' })
    const { idempotencyKey, attemptId, requestedAt: since } = order
    expect(await use().gateway.fetchPayment({ idempotencyKey, attemptId, since })).toBeNull()
    expect((await use().gateway.createPayment(order)).state).toBe('open')
    expect((await use().book(attemptId)).payments).toBe(1)
  })

  test('an answer that makes no sense is an unknown outcome', async () => {
    const order = paymentOrder()
    await use().luck.talksNonsense('create')
    await expect(use().gateway.createPayment(order)).rejects.toMatchObject(unknownOutcome)
    expect((await use().gateway.createPayment(order)).state).toBe('open')
    expect((await use().book(order.attemptId)).payments).toBe(1)
  })

  test('a capture whose answer is lost is resolved by asking, and took the money once', async () => {
    const { order, reference } = await paidPayment(use, { capture: 'manual' })
    const input = { reference, idempotencyKey: `capture-${order.attemptId}` }
    await use().luck.losesAnswer('capture')
    await expect(use().gateway.capture(input)).rejects.toMatchObject(unknownOutcome)
    expect((await seen(use, reference)).state).toBe('succeeded')
    expect((await use().gateway.capture(input)).captured).toEqual(order.amount)
    expect((await use().book(order.attemptId)).takenMinor).toBe(4_000n)
  })

  test('a refund whose answer is lost is resolved by our id, and made once', async () => {
    const { order, reference } = await paidPayment(use)
    const wanted = refundOrder(reference, 4_000n)
    await use().luck.losesAnswer('refund')
    await expect(use().gateway.refund(wanted)).rejects.toMatchObject(unknownOutcome)
    const found = await use().gateway.fetchRefund({ refundId: wanted.refundId, paymentReference: reference })
    expect(found?.state).toBe('succeeded')
    expect((await use().gateway.refund(wanted)).reference).toBe(found?.reference)
    expect((await use().book(order.attemptId)).givenBackMinor).toBe(4_000n)
  })
}
