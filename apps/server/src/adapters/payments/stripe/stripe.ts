import type { PaymentGateway } from '../../../modules/sales/payments/ports.ts'
import { capture, fetchRefund, refund, voidPayment } from './stripe-changes.ts'
import { openStripe, type StripeConfig } from './stripe-client.ts'
import { createEmbedded, createHosted, SHORTEST_EXPIRY_MS } from './stripe-create.ts'
import { fetchPayment, listPayments } from './stripe-lookup.ts'
import { readWebhook } from './stripe-webhook.ts'

const HOUR_MS = 60 * 60 * 1_000

/** Stripe, with its hosted Checkout page or its Payment Element. */
export function createStripeGateway(config: StripeConfig): PaymentGateway {
  const access = openStripe(config)
  const hosted = config.flow === 'hosted'
  return {
    name: 'stripe',
    account: access.account,
    livemode: access.livemode,
    capabilities: {
      flow: hosted ? 'redirect' : 'embedded',
      delayedMethods: true,
      partialRefunds: true,
      void: true,
      manualCapture: true,
      keyRetentionMs: 24 * HOUR_MS,
      shortestExpiryMs: hosted ? SHORTEST_EXPIRY_MS : 0,
    },
    createPayment: input => (hosted ? createHosted(access, input) : createEmbedded(access, input)),
    fetchPayment: lookup => fetchPayment(access, lookup),
    capture: input => capture(access, input),
    void: input => voidPayment(access, input),
    refund: input => refund(access, input),
    fetchRefund: lookup => fetchRefund(access, lookup),
    parseWebhook: async (rawBody, headers) => readWebhook(access, rawBody, headers),
    listPayments: (since, until) => listPayments(access, since, until),
  }
}
