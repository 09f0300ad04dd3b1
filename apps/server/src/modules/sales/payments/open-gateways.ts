import { type SealedAccount, sealedAccount } from './accounts.sql.ts'
import type { PaymentsDeps } from './deps.ts'
import type { Credentials, GatewayFactory, PaymentGateway } from './ports.ts'

/** Opens gateways with the credentials of the organizer whose row they lie in, and with no other. */
export type OpenGateways = {
  factory(name: string): GatewayFactory | null
  of(account: SealedAccount): Promise<PaymentGateway>
  byId(organizerId: string, accountId: string): Promise<PaymentGateway>
  credentialsOf(account: SealedAccount): Promise<Credentials>
  seal(organizerId: string, accountId: string, credentials: Credentials): Promise<Buffer>
}

type Opened = { version: number; gateway: Promise<PaymentGateway> }

/** Opening unseals credentials and builds a client: kept until the account changes. */
const KEPT = 1_000

/** A blob that was copied into another row, of this organizer or another, does not open there. */
const contextOf = (accountId: string) => `payments.gateway_accounts.credentials:${accountId}`

export function createOpenGateways({
  db,
  gateways,
  envelope,
}: Pick<PaymentsDeps, 'db' | 'gateways' | 'envelope'>): OpenGateways {
  const factories = new Map(gateways.map(factory => [factory.name, factory]))
  const opened = new Map<string, Opened>()

  const credentialsOf = async ({ organizerId, id, credentials }: SealedAccount): Promise<Credentials> =>
    JSON.parse(await envelope.openText(organizerId, credentials, contextOf(id))) as Credentials

  const open = async (account: SealedAccount): Promise<PaymentGateway> => {
    const factory = factories.get(account.gateway)
    if (!factory) throw new Error(`this installation has no gateway ${account.gateway} any more`)
    return factory.open(await credentialsOf(account))
  }

  const of = (account: SealedAccount): Promise<PaymentGateway> => {
    const key = `${account.organizerId}:${account.id}`
    const known = opened.get(key)
    if (known?.version === account.version) return known.gateway
    const entry = { version: account.version, gateway: open(account) }
    opened.delete(key)
    opened.set(key, entry)
    entry.gateway.catch(() => {
      if (opened.get(key) === entry) opened.delete(key)
    })
    if (opened.size > KEPT) opened.delete(opened.keys().next().value as string)
    return entry.gateway
  }

  return {
    factory: name => factories.get(name) ?? null,
    of,
    credentialsOf,
    byId: async (organizerId, accountId) => {
      const account = await db.tenant(organizerId, tx => sealedAccount(tx, accountId))
      if (!account) throw new Error(`there is no gateway account ${accountId}`)
      return of(account)
    },
    seal: (organizerId, accountId, credentials) =>
      envelope.seal(organizerId, JSON.stringify(credentials), contextOf(accountId)),
  }
}
