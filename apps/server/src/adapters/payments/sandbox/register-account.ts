import { z } from 'zod'
import { call, granted, type SandboxConfig } from './sandbox-client.ts'

export type SandboxRegistration = {
  /** The organizer's name, shown on the payment page. */
  readonly name: string
  /** Where the bank sends its messages; null for none. */
  readonly webhookUrl: string | null
}

/**
 * Opens the organizer's account at the bank, or updates it. Safe to repeat at every start, which is also what brings
 * the accounts back after a bank without a file was restarted.
 */
export async function registerSandboxAccount(config: SandboxConfig, registration: SandboxRegistration): Promise<void> {
  const path = `/v1/accounts/${encodeURIComponent(config.account)}`
  const body = {
    name: registration.name,
    key: config.key,
    webhook_url: registration.webhookUrl,
    webhook_secret: config.webhookSecret,
  }
  granted(await call(config, { method: 'PUT', path, body }, z.object({ id: z.string() })))
}
