import { createStripeGateway } from '../../../apps/server/src/adapters/payments/stripe/stripe.ts'
import { toStripe } from '../../../apps/server/src/adapters/payments/stripe/stripe-amounts.ts'
import type { PaymentGateway } from '../../../apps/server/src/modules/sales/payments/ports.ts'
import type {
  GatewayCall,
  GatewayHarness,
} from '../../../apps/server/src/modules/sales/payments/testing/gateway-harness.ts'
import type { MerchantBook } from './book.ts'
import { startContractServer } from './contract-server.ts'
import * as deeds from './deeds.ts'
import { signed } from './messages.ts'

/** The description is of this version; see shared/contracts/README.md. */
export const DESCRIBED_VERSION = '2023-08-16'

type Flow = 'hosted' | 'embedded'

/** The same account with the other of its two flows, as an organizer who changed their mind has it. */
type StripeHarness = GatewayHarness & { inOtherFlow: PaymentGateway }

export async function startStripeHarness(folder: string, flow: Flow): Promise<StripeHarness> {
  const server = await startContractServer(folder)
  const { world } = server
  const ours = server.openMerchant()
  const open = (merchant: MerchantBook, apiKey = merchant.apiKey, wanted = flow) =>
    createStripeGateway({
      apiKey,
      webhookSecret: merchant.webhookSecret,
      publishableKey: 'pk_test_contract',
      flow: wanted,
      apiBase: server.baseUrl,
      apiVersion: DESCRIBED_VERSION,
      timeoutMs: 1_000,
    })
  const operation = (call: GatewayCall) =>
    call === 'capture'
      ? 'PostPaymentIntentsIntentCapture'
      : call === 'refund'
        ? 'PostRefunds'
        : flow === 'hosted'
          ? 'PostCheckoutSessions'
          : 'PostPaymentIntents'

  return {
    gateway: open(ours),
    inOtherFlow: open(ours, ours.apiKey, flow === 'hosted' ? 'embedded' : 'hosted'),
    otherMerchant: open(server.openMerchant()),
    impostor: open(ours, 'sk_test_unknown'),
    buyer: {
      pays: async reference => deeds.pays(world, ours, reference),
      isDeclined: async reference => deeds.isDeclined(world, ours, reference),
      paysLater: async reference => deeds.paysLater(world, ours, reference),
      laterMoneyArrives: async reference => deeds.pays(world, ours, reference),
      laterMoneyFails: async reference => deeds.laterMoneyFails(world, ours, reference),
      paysTooLate: async reference => {
        // At Stripe money is late when a delayed method outlives our order.
        deeds.paysLater(world, ours, reference)
        deeds.pays(world, ours, reference)
      },
    },
    clerk: {
      refunds: async (reference, amount) => deeds.refundsInDashboard(world, ours, reference, toStripe(amount).amount),
      opensDispute: async reference => deeds.opensDispute(world, ours, reference),
      decidesDispute: async (reference, state) => deeds.decidesDispute(world, ours, reference, state),
      returnsRefund: async reference => deeds.decidesRefund(world, ours, reference, 'failed'),
      decidesRefund: async (reference, state) => deeds.decidesRefund(world, ours, reference, state),
    },
    luck: {
      losesAnswer: async call => server.strike({ operation: operation(call), kind: 'lost_answer' }),
      isDown: async call => server.strike({ operation: operation(call), kind: 'down' }),
      talksNonsense: async call => server.strike({ operation: operation(call), kind: 'nonsense' }),
      takesOtherAmount: async addMinor => {
        world.addToNextPayment = Number(addMinor)
      },
      refundStaysPending: async () => {
        world.nextRefundStaysPending = true
      },
    },
    messages: async (reference, { forged = false, ageMs = 0 } = {}) => {
      const intent = ours.sessions.get(reference)?.payment_intent ?? reference
      const secret = forged ? 'whsec_forged' : ours.webhookSecret
      return ours.told
        .filter(told => told.session === reference || told.intent === intent)
        .map(({ event }) => signed(event, secret, ageMs))
    },
    book: async attemptId => {
      const mine = ({ metadata }: { metadata: Record<string, string> }) => metadata.tessera_attempt === attemptId
      const intents = [...ours.intents.values()].filter(mine)
      const payments = flow === 'hosted' ? [...ours.sessions.values()].filter(mine) : intents
      const charges = [...ours.charges.values()].filter(charge =>
        intents.some(({ id }) => id === charge.payment_intent),
      )
      const total = (of: (charge: (typeof charges)[number]) => number) =>
        BigInt(charges.reduce((sum, charge) => sum + of(charge), 0))
      return {
        payments: payments.length,
        takenMinor: total(charge => charge.amount_captured),
        givenBackMinor: total(charge => charge.amount_refunded),
      }
    },
    close: async () => {
      await server.close()
      if (server.violations.length > 0) throw new Error(`against Stripe's contract:\n${server.violations.join('\n')}`)
    },
  }
}
