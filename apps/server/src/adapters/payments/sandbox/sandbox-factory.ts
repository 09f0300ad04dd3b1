import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Credentials, GatewayFactory } from '../../../modules/sales/payments/ports.ts'
import { registerSandboxAccount } from './register-account.ts'
import { createSandboxGateway } from './sandbox.ts'
import type { SandboxConfig } from './sandbox-client.ts'

const credentialsSchema = z.object({
  account: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'letters, digits, - and _'),
  key: z.string().min(16).max(200),
  webhook_secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, 'begins with whsec_'),
})

export type SandboxSettings = Pick<SandboxConfig, 'timeoutMs' | 'fetch'>

/** The practice bank at this address, for every organizer of the installation. */
export function sandboxFactory(baseUrl: string, settings: SandboxSettings = {}): GatewayFactory {
  const configOf = (credentials: Credentials): SandboxConfig => {
    const { account, key, webhook_secret: webhookSecret } = credentialsSchema.parse(credentials)
    return { ...settings, baseUrl, account, key, webhookSecret }
  }
  return {
    name: 'sandbox',
    label: 'Sandbank',
    fields: [
      { name: 'account', required: true, secret: false },
      { name: 'key', required: true, secret: true },
      { name: 'webhook_secret', required: true, secret: true },
    ],
    faultsOf: credentials =>
      credentialsSchema
        .safeParse(credentials)
        .error?.issues.map(issue => ({ field: issue.path.join('.'), message: issue.message })) ?? [],
    open: credentials => createSandboxGateway(configOf(credentials)),
    provision: async ({ id, name, webhookUrl, kept }) => {
      const credentials = kept ?? newCredentials(id)
      await registerSandboxAccount(configOf(credentials), { name, webhookUrl })
      return credentials
    },
  }
}

/** The name is drawn anew each time, because the bank keeps the key of a name that it knows. */
function newCredentials(organizerId: string): Credentials {
  return {
    account: `${organizerId}-${randomBytes(3).toString('hex')}`,
    key: `sbk_${randomBytes(24).toString('hex')}`,
    webhook_secret: `whsec_${randomBytes(24).toString('base64')}`,
  }
}
