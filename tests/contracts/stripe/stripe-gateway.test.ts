import { describe, test } from 'vitest'
import { gatewayConformance } from '../../../apps/server/src/modules/sales/payments/testing/gateway-conformance.ts'
import { vendorContract } from '../shared-library.ts'
import { startStripeHarness } from './stripe-harness.ts'

const folder = vendorContract('stripe')

if (folder === null) {
  describe('stripe gateway', () => {
    test.skip("passes the conformance suite (needs Stripe's description: set TESSERA_SHARED)", () => {})
  })
} else {
  gatewayConformance('stripe gateway, hosted page', () => startStripeHarness(folder, 'hosted'))
  gatewayConformance('stripe gateway, embedded element', () => startStripeHarness(folder, 'embedded'))
}
