import type { Actor } from '../../../platform/http/access.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Subscriber } from '../../../platform/outbox/outbox.ts'
import type { GatewayAccount } from './accounts.sql.ts'
import type { GatewayAccountChange, NewGatewayAccount } from './accounts.ts'
import type { BrowserSources, CredentialField } from './ports.ts'
import type { Payments } from './public.ts'
import type { Webhook } from './receive-webhook.ts'
import type { Reconciliation } from './reconcile.job.ts'

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
  /** What the page in which buyers pay this organizer must let in; null when they pay nowhere but at a gateway's. */
  browserSources(organizerId: string): Promise<BrowserSources | null>
  /** Null when this organizer has nothing at that gateway. Throws `payments.signature_refused`. */
  receiveWebhook(webhook: Webhook): Promise<{ received: number } | null>
  /** Waits until what webhooks began has ended. */
  settled(): Promise<void>
  /** Compares books with gateways' over [since, until): of every organizer, or of these. What was only late is set right. */
  reconcile(since: Date, until: Date, organizerIds?: readonly string[]): Promise<Reconciliation>
  jobs: Job[]
  subscribers: Subscriber[]
}
