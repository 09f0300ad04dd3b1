import { formatId, newTenantUuid } from '@tessera/kernel/ids'
import { audit, difference } from '../../../platform/audit/audit.ts'
import { violates } from '../../../platform/db/postgres-errors.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Actor, systemActor } from '../../../platform/http/access.ts'
import {
  enabledAccount,
  type GatewayAccount,
  insertAccount,
  sealedAccount,
  selectAccounts,
  updateAccount,
} from './accounts.sql.ts'
import type { Payday } from './deps.ts'
import {
  type BrowserSources,
  type Credentials,
  GatewayError,
  type GatewayFactory,
  type PaymentGateway,
} from './ports.ts'
import { paymentErrors } from './public.ts'

export type NewGatewayAccount = { gateway: string; label: string; credentials: Credentials }
export type GatewayAccountChange = { label?: string; enabled?: boolean; credentials?: Credentials }

export function listAccounts(deps: Payday, organizerId: string): Promise<GatewayAccount[]> {
  return deps.db.tenant(organizerId, selectAccounts)
}

export async function getAccount(deps: Payday, organizerId: string, id: string): Promise<GatewayAccount> {
  const found = (await listAccounts(deps, organizerId)).find(account => account.id === id)
  if (!found) throw requestErrors.not_found()
  return found
}

/** Only of accounts that take payments now, and only where the buyer does not leave our page. */
export async function browserSourcesOf(deps: Payday, organizerId: string): Promise<BrowserSources | null> {
  const accounts = await listAccounts(deps, organizerId)
  const sources = accounts.flatMap(({ enabled, flow, gateway }) =>
    enabled && flow === 'embedded' ? (deps.opened.factory(gateway)?.browserSources ?? []) : [],
  )
  if (sources.length === 0) return null
  return {
    script: sources.flatMap(each => each.script),
    frame: sources.flatMap(each => each.frame),
    connect: sources.flatMap(each => each.connect),
  }
}

/** The credentials are tried before they are stored, so that the first to find a slip is not a buyer. */
export async function addAccount(
  deps: Payday,
  organizerId: string,
  { gateway, label, credentials }: NewGatewayAccount,
  actor: Actor,
): Promise<GatewayAccount> {
  const factory = deps.opened.factory(gateway)
  if (!factory) throw paymentErrors.gateway_unknown()
  const opened = openWith(factory, credentials)
  await tryOut(opened)
  return store(deps, { organizerId, gateway, label, credentials, opened, actor })
}

type Storing = {
  organizerId: string
  gateway: string
  label: string
  credentials: Credentials
  opened: PaymentGateway
  actor: Actor
}

async function store(deps: Payday, account: Storing): Promise<GatewayAccount> {
  const { organizerId, gateway, label, opened, actor } = account
  const id = newTenantUuid(organizerId)
  const credentials = await deps.opened.seal(organizerId, id, account.credentials)
  const { account: merchant, livemode } = opened
  try {
    return await deps.db.tenant(organizerId, async tx => {
      const flow = flowOf(opened)
      const row = await insertAccount(tx, { id, organizerId, gateway, label, flow, merchant, livemode, credentials })
      const after = { gateway, label, merchant, livemode }
      await audit(tx, {
        actor,
        action: 'gateway_accounts.added',
        subject: { kind: 'gateway_account', id },
        changes: { after },
      })
      return row
    })
  } catch (error) {
    throw violates(error, 'gateway_accounts_one') ? paymentErrors.gateway_account_exists() : error
  }
}

/** New credentials must lead to the same merchant: payments of the past are checked and refunded with them. */
export async function changeAccount(
  deps: Payday,
  { organizerId, id, version }: { organizerId: string; id: string; version: number },
  change: GatewayAccountChange,
  actor: Actor,
): Promise<GatewayAccount> {
  const before = await getAccount(deps, organizerId, id)
  const sealed = change.credentials ? await resealed(deps, before, change.credentials) : null
  try {
    return await deps.db.tenant(organizerId, async tx => {
      const { label = null, enabled = null } = change
      const after = await updateAccount(tx, id, version, { label, enabled, sealed })
      if (!after) throw requestErrors.precondition_failed()
      const changes = difference(visible(before), { ...visible(after), ...(sealed ? { credentials: 'replaced' } : {}) })
      await audit(tx, { actor, action: 'gateway_accounts.changed', subject: { kind: 'gateway_account', id }, changes })
      return after
    })
  } catch (error) {
    throw violates(error, 'gateway_accounts_one') ? paymentErrors.gateway_account_exists() : error
  }
}

async function resealed(
  deps: Payday,
  { organizerId, id, gateway, merchant, livemode }: GatewayAccount,
  given: Credentials,
) {
  const factory = deps.opened.factory(gateway)
  if (!factory) throw paymentErrors.gateway_unknown()
  const opened = openWith(factory, given)
  await tryOut(opened)
  if (opened.account !== merchant || opened.livemode !== livemode) throw paymentErrors.other_merchant()
  return { credentials: await deps.opened.seal(organizerId, id, given), flow: flowOf(opened) }
}

/**
 * Gives an organizer an account at the sandbox bank, unless it has one. The bank may have forgotten it since (it can run in
 * memory), so the account is opened there again, with the credentials that we keep.
 */
export async function ensureSandboxAccount(deps: Payday, organizerId: string): Promise<GatewayAccount> {
  const factory = deps.opened.factory('sandbox')
  const provision = factory?.provision
  if (!factory || !provision) throw paymentErrors.gateway_unknown()
  const organizer = await deps.organizers.get(organizerId)
  if (!organizer) throw requestErrors.not_found()
  const webhookUrl = webhookUrlOf(deps.origin, 'sandbox', organizerId)
  const { id, name } = organizer
  const standing = await deps.db.tenant(organizerId, async tx => {
    const account = await enabledAccount(tx, 'sandbox')
    return account && sealedAccount(tx, account.id)
  })
  if (standing) {
    const kept = await deps.opened.credentialsOf(standing)
    await provision({ id: formatId('org', id), name, webhookUrl, kept })
    return standing
  }
  const credentials = await provision({ id: formatId('org', id), name, webhookUrl, kept: null })
  const opened = openWith(factory, credentials)
  const label = factory.label
  return store(deps, { organizerId, gateway: 'sandbox', label, credentials, opened, actor: systemActor }).catch(
    async (error: unknown) => {
      // Another process was first; what it stored is as good.
      const other = await deps.db.tenant(organizerId, tx => enabledAccount(tx, 'sandbox'))
      if (other) return other
      throw error
    },
  )
}

export function webhookUrlOf(origin: string, gateway: string, organizerId: string): string {
  return `${origin}/v1/gateways/${gateway}/${formatId('org', organizerId)}/webhooks`
}

function openWith(factory: GatewayFactory, credentials: Credentials): PaymentGateway {
  const known = new Set(factory.fields.map(field => field.name))
  const faults = [
    ...Object.keys(credentials).flatMap(field => (known.has(field) ? [] : [{ field, message: 'is not known' }])),
    ...factory.faultsOf(credentials),
  ]
  if (faults.length > 0) {
    throw paymentErrors.credentials_refused({
      fields: faults.map(({ field, message }) => ({ path: `/credentials/${field}`, code: 'invalid', message })),
    })
  }
  return factory.open(credentials)
}

/** The cheapest question that needs valid credentials: what was paid in a moment long ago. */
async function tryOut(gateway: PaymentGateway): Promise<void> {
  const until = new Date()
  try {
    for await (const _payment of gateway.listPayments(new Date(until.getTime() - 1_000), until)) break
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    if (error.kind === 'unavailable') throw paymentErrors.gateway_unavailable({ cause: error, retryAfterSeconds: 5 })
    throw paymentErrors.credentials_refused({ cause: error })
  }
}

function flowOf({ capabilities }: PaymentGateway): GatewayAccount['flow'] {
  return capabilities.flow === 'embedded' ? 'embedded' : 'redirect'
}

function visible({ label, enabled, merchant, livemode }: GatewayAccount): Record<string, unknown> {
  return { label, enabled, merchant, livemode }
}
