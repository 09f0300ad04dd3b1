import type { Actor } from '../../../platform/http/access.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Subscriber } from '../../../platform/outbox/outbox.ts'
import { type GatewayAccount, selectAccounts } from './accounts.sql.ts'
import {
  addAccount,
  changeAccount,
  ensureSandboxAccount,
  type GatewayAccountChange,
  getAccount,
  listAccounts,
  type NewGatewayAccount,
  webhookUrlOf,
} from './accounts.ts'
import { createCheck } from './check-payment.ts'
import type { Payday, PaymentsDeps } from './deps.ts'
import { createEffects } from './event-effects.ts'
import { executeRefund } from './execute-refund.ts'
import { handleGatewayEventsJob } from './handle-gateway-events.job.ts'
import { onRefundRequested } from './on-refund-requested.ts'
import { createOpenGateways } from './open-gateways.ts'
import { paymentOf } from './payment.ts'
import { attemptsOfOrder } from './payments.sql.ts'
import { pollRefundsJob } from './poll-refunds.job.ts'
import { pollUnsettledJob } from './poll-unsettled.job.ts'
import type { CredentialField } from './ports.ts'
import type { Payments } from './public.ts'
import { receiveWebhook, type Webhook } from './receive-webhook.ts'
import { reconcileAll, reconcileJob } from './reconcile.job.ts'
import { type Finding } from './reconcile.ts'
import { refundOf, refundsOfOrder } from './refunds.sql.ts'
import { requestRefund } from './request-refund.ts'
import { createStart } from './start-payment.ts'

export type OfferedGateway = { gateway: string; label: string; fields: readonly CredentialField[] }

/** The facade for other modules, and what this module's own routes, jobs, seeds and the command line use besides. */
export type PaymentsModule = Payments & {
  accounts: {
    offered(): OfferedGateway[]
    webhookUrl(organizerId: string, gateway: string): string
    list(organizerId: string): Promise<GatewayAccount[]>
    get(organizerId: string, id: string): Promise<GatewayAccount>
    add(organizerId: string, account: NewGatewayAccount, actor: Actor): Promise<GatewayAccount>
    change(
      which: { organizerId: string; id: string; version: number },
      change: GatewayAccountChange,
      actor: Actor,
    ): Promise<GatewayAccount>
  }
  /** Where a sandbox runs: opens an account there, or opens the one it has again. */
  ensureSandboxAccount(organizerId: string): Promise<void>
  /** Null when this organizer has nothing at that gateway. Throws `payments.signature_refused`. */
  receiveWebhook(webhook: Webhook): Promise<{ received: number } | null>
  /** Waits until what webhooks began has ended. */
  settled(): Promise<void>
  /** Compares every organizer's books with its gateways' over [since, until). */
  reconcile(since: Date, until: Date): Promise<Array<Finding & { organizerId: string }>>
  jobs: Job[]
  subscribers: Subscriber[]
}

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
    }),
    requestRefund,
    executeRefund: (organizerId, refundId) => executeRefund(deps, organizerId, refundId),
    accounts: {
      offered: () => deps.gateways.map(({ name, label, fields }) => ({ gateway: name, label, fields })),
      webhookUrl: (organizerId, gateway) => webhookUrlOf(deps.origin, gateway, organizerId),
      list: organizerId => listAccounts(deps, organizerId),
      get: (organizerId, id) => getAccount(deps, organizerId, id),
      add: (organizerId, account, actor) => addAccount(deps, organizerId, account, actor),
      change: (which, change, actor) => changeAccount(deps, which, change, actor),
    },
    ensureSandboxAccount: async organizerId => void (await ensureSandboxAccount(deps, organizerId)),
    receiveWebhook: async webhook => {
      const received = await receiveWebhook(deps, webhook)
      if (!received) return null
      for (const eventId of received.stored) effects.begin(webhook.organizerId, webhook.gateway, eventId)
      return { received: received.stored.length + received.known }
    },
    settled: effects.settled,
    reconcile: (since, until) => reconcileAll(deps, since, until),
    jobs: [handleGatewayEventsJob(deps), pollUnsettledJob(deps), pollRefundsJob(deps), reconcileJob(deps)],
    subscribers: [onRefundRequested(deps)],
  }
}
