import { selectAccounts } from './accounts.sql.ts'
import {
  addAccount,
  browserSourcesOf,
  changeAccount,
  ensureSandboxAccount,
  getAccount,
  listAccounts,
  webhookUrlOf,
} from './accounts.ts'
import { createCheck } from './check-payment.ts'
import { PAYMENT_OUTCOMES, type Payday, type PaymentsDeps } from './deps.ts'
import { disputesOfOrder, isHeldByDispute } from './disputes.sql.ts'
import { createEffects } from './event-effects.ts'
import { executeRefund } from './execute-refund.ts'
import type { PaymentsModule } from './facade.ts'
import { handleGatewayEventsJob } from './handle-gateway-events.job.ts'
import { onOrganizerCreated } from './on-organizer-created.ts'
import { onRefundRequested } from './on-refund-requested.ts'
import { createOpenGateways } from './open-gateways.ts'
import { paymentOf } from './payment.ts'
import { attemptsOfOrder, markReviewed } from './payments.sql.ts'
import { pollRefundsJob } from './poll-refunds.job.ts'
import { pollUnsettledJob } from './poll-unsettled.job.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { reconcileAll, reconcileJob } from './reconcile.job.ts'
import { refundOf, refundsOfOrder } from './refunds.sql.ts'
import { oweRest, requestRefund } from './request-refund.ts'
import { createStart } from './start-payment.ts'

export { PAYMENT_OUTCOMES }

export function createPayments(given: PaymentsDeps): PaymentsModule {
  const deps: Payday = { ...given, opened: createOpenGateways(given) }
  const effects = createEffects(deps)
  return {
    choices: async tx => {
      const accounts = (await selectAccounts(tx)).filter(account => account.enabled)
      return accounts.flatMap(({ gateway, label, flow }) =>
        deps.opened.factory(gateway) ? [{ gateway, label, flow }] : [],
      )
    },
    start: createStart(deps),
    check: createCheck(deps),
    ofOrder: async (tx, orderId) => ({
      payments: (await attemptsOfOrder(tx, orderId)).map(paymentOf),
      refunds: (await refundsOfOrder(tx, orderId)).map(refundOf),
      disputes: await disputesOfOrder(tx, orderId),
    }),
    isHeldByDispute,
    markReviewed,
    requestRefund,
    oweRest,
    executeRefund: (organizerId, refundId) => executeRefund(deps, organizerId, refundId),
    accounts: {
      offered: () => deps.gateways.map(({ name, label, fields }) => ({ gateway: name, label, fields })),
      webhookUrl: (organizerId, gateway) => webhookUrlOf(deps.origin, gateway, organizerId),
      list: organizerId => listAccounts(deps, organizerId),
      get: (organizerId, id) => getAccount(deps, organizerId, id),
      add: (organizerId, account, actor) => addAccount(deps, organizerId, account, actor),
      change: (which, change, actor) => changeAccount(deps, which, change, actor),
    },
    browserSources: organizerId => browserSourcesOf(deps, organizerId),
    ensureSandboxAccount: async organizerId => void (await ensureSandboxAccount(deps, organizerId)),
    receiveWebhook: async webhook => {
      const received = await receiveWebhook(deps, webhook)
      if (!received) return null
      for (const eventId of received.stored) effects.begin(webhook.organizerId, webhook.gateway, eventId)
      return { received: received.stored.length + received.known }
    },
    settled: effects.settled,
    reconcile: (since, until, organizerIds) => reconcileAll(deps, since, until, organizerIds),
    jobs: [handleGatewayEventsJob(deps), pollUnsettledJob(deps), pollRefundsJob(deps), reconcileJob(deps)],
    subscribers: [onRefundRequested(deps), onOrganizerCreated(deps)],
  }
}
