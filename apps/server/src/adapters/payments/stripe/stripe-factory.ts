import { z } from 'zod'
import type { Credentials, GatewayFactory } from '../../../modules/sales/payments/ports.ts'
import { createStripeGateway } from './stripe.ts'
import type { StripeConfig } from './stripe-client.ts'

const credentialsSchema = z
  .object({
    api_key: z.string().regex(/^(sk|rk)_(live|test)_[A-Za-z0-9_]{4,250}$/, 'begins with sk_ or rk_'),
    publishable_key: z.string().regex(/^pk_(live|test)_[A-Za-z0-9_]{4,250}$/, 'begins with pk_'),
    webhook_secret: z.string().regex(/^whsec_\S{8,250}$/, 'begins with whsec_'),
    flow: z.enum(['hosted', 'embedded']).default('hosted'),
    account: z
      .string()
      .regex(/^acct_[A-Za-z0-9]{4,100}$/, 'begins with acct_')
      .optional(),
  })
  .refine(given => given.api_key.split('_')[1] === given.publishable_key.split('_')[1], {
    path: ['publishable_key'],
    message: 'one key is for live and one for test mode',
  })

/** Stripe; each organizer with its own keys. Another base address is for tests. */
export function stripeFactory(
  apiBase?: string,
  settings: Pick<StripeConfig, 'timeoutMs' | 'fetch'> = {},
): GatewayFactory {
  const configOf = (credentials: Credentials): StripeConfig => {
    const given = credentialsSchema.parse(credentials)
    return {
      ...settings,
      apiKey: given.api_key,
      publishableKey: given.publishable_key,
      webhookSecret: given.webhook_secret,
      flow: given.flow,
      ...(given.account === undefined ? {} : { account: given.account }),
      ...(apiBase === undefined ? {} : { apiBase }),
    }
  }
  return {
    name: 'stripe',
    label: 'Stripe',
    fields: [
      { name: 'api_key', required: true, secret: true },
      { name: 'publishable_key', required: true, secret: false },
      { name: 'webhook_secret', required: true, secret: true },
      { name: 'flow', required: false, secret: false, choices: ['hosted', 'embedded'] },
      { name: 'account', required: false, secret: false },
    ],
    faultsOf: credentials =>
      credentialsSchema
        .safeParse(credentials)
        .error?.issues.map(issue => ({ field: issue.path.join('.'), message: issue.message })) ?? [],
    open: credentials => createStripeGateway(configOf(credentials)),
    browserSources: {
      script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
      frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
      connect: ['https://api.stripe.com'],
    },
  }
}
