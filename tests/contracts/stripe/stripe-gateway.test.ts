import { describe, expect, test } from 'vitest'
import { gatewayConformance } from '../../../apps/server/src/modules/sales/payments/testing/gateway-conformance.ts'
import { paymentOrder } from '../../../apps/server/src/modules/sales/payments/testing/gateway-harness.ts'
import { vendorContract } from '../shared-library.ts'
import { startStripeHarness } from './stripe-harness.ts'

const folder = vendorContract('stripe')

if (folder === null) {
  describe('stripe gateway', () => {
    test.skip("passes the conformance suite (needs Stripe's description: set TESSERA_SHARED)", () => {})
  })
} else {
  test('payments of the time when the account had the other flow are still found, listed once and compared', async () => {
    const hosted = await startStripeHarness(folder, 'hosted')
    try {
      const since = new Date(Date.now() - 60_000)
      const until = new Date(Date.now() + 60_000)
      const { reference: page } = await hosted.gateway.createPayment(paymentOrder())
      await hosted.buyer.pays(page)
      const { reference: fields } = await hosted.inOtherFlow.createPayment(paymentOrder())
      for (const gateway of [hosted.gateway, hosted.inOtherFlow]) {
        const listed: string[] = []
        for await (const payment of gateway.listPayments(since, until)) listed.push(payment.reference)
        expect(listed.sort()).toEqual([fields, page].sort())
      }
    } finally {
      await hosted.close()
    }
  })

  gatewayConformance('stripe gateway, hosted page', () => startStripeHarness(folder, 'hosted'))
  gatewayConformance('stripe gateway, embedded element', () => startStripeHarness(folder, 'embedded'))
}
