import { z } from 'zod'
import { at, id, idOut, instantOut, line, wireId } from '../../../platform/http/wire.ts'
import type { GatewayAccount } from './accounts.sql.ts'
import type { OfferedGateway } from './facade.ts'

export const organizerParams = z.object({ organizer: id('org') })
export const accountParams = organizerParams.extend({ account: id('gwa') })
export const webhookParams = z.object({ gateway: z.string().regex(/^[a-z0-9_-]{1,40}$/), organizer: id('org') })

const credentials = z
  .record(z.string().regex(/^[a-z_]{1,60}$/), line(500))
  .meta({ description: 'The fields that `listGateways` names. They are sealed and never shown again' })

export const accountBody = z.strictObject({
  gateway: z.string().regex(/^[a-z0-9_-]{1,40}$/),
  label: line(80).optional().meta({ description: 'What buyers read; without it the name of the gateway' }),
  credentials,
})

export const accountPatch = z.strictObject({
  label: line(80).optional(),
  enabled: z.boolean().optional(),
  credentials: credentials.optional(),
})

export const accountSchema = z
  .object({
    id: idOut('gwa'),
    gateway: z.string(),
    label: z.string(),
    enabled: z.boolean(),
    flow: z.enum(['redirect', 'embedded']),
    merchant: z.string().nullable().meta({ description: 'What the gateway calls the account, if anything' }),
    livemode: z.boolean().meta({ description: 'False when only play money moves' }),
    webhook_url: z.string().meta({ description: 'To be entered at the gateway' }),
    version: z.int(),
    created_at: instantOut,
    changed_at: instantOut,
  })
  .meta({ id: 'GatewayAccount' })

export const accountList = z.object({ data: z.array(accountSchema), next_cursor: z.null() })

export const gatewayList = z.object({
  data: z.array(
    z
      .object({
        gateway: z.string(),
        label: z.string(),
        webhook_url: z.string(),
        fields: z.array(
          z.object({
            name: z.string(),
            required: z.boolean(),
            secret: z.boolean(),
            choices: z.array(z.string()).nullable(),
          }),
        ),
      })
      .meta({ id: 'Gateway' }),
  ),
  next_cursor: z.null(),
})

export const webhookAnswer = z.object({ received: z.int() })

export function accountOut(account: GatewayAccount, webhookUrl: string): z.input<typeof accountSchema> {
  const { gateway, label, enabled, flow, merchant, livemode, version } = account
  return {
    id: wireId('gwa', account.id),
    gateway,
    label,
    enabled,
    flow,
    merchant,
    livemode,
    webhook_url: webhookUrl,
    version,
    created_at: at(account.createdAt),
    changed_at: at(account.changedAt),
  }
}

export function gatewayOut({ gateway, label, fields }: OfferedGateway, webhookUrl: string) {
  const shown = fields.map(({ name, required, secret, choices }) => ({
    name,
    required,
    secret,
    choices: choices ? [...choices] : null,
  }))
  return { gateway, label, webhook_url: webhookUrl, fields: shown }
}
