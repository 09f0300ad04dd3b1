import { type CreatedPayment, type CreatePayment, GatewayError } from '../../../modules/sales/payments/ports.ts'
import { toStripe } from './stripe-amounts.ts'
import { ask, badAnswer, checked, type StripeAccess } from './stripe-client.ts'
import { ATTEMPT, FLOW, intentSchema, KEY, sessionSchema } from './stripe-objects.ts'

const MINUTE_MS = 60_000

/**
 * A Checkout Session lives between 30 minutes and 24 hours, counted by Stripe when it is made. Some minutes more and
 * less allow for a retry, whose body has to be the same and therefore cannot look at the clock.
 */
export const SHORTEST_EXPIRY_MS = 35 * MINUTE_MS
const LONGEST_EXPIRY_MS = (24 * 60 - 5) * MINUTE_MS

export async function createHosted(access: StripeAccess, input: CreatePayment): Promise<CreatedPayment> {
  const { amount, currency } = toStripe(input.amount)
  const metadata = metadataOf(input, 'hosted')
  const made = await ask(() =>
    access.stripe.checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: input.attemptId,
        line_items: [
          { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: input.description } } },
        ],
        ...(input.buyerEmail === undefined ? {} : { customer_email: input.buyerEmail }),
        locale: localeOf(input.locale),
        success_url: input.returnUrl,
        cancel_url: input.cancelUrl,
        expires_at: Math.floor(expiryOf(input) / 1_000),
        metadata,
        // Stripe copies nothing by itself, and events about the intent have to say whose it is.
        payment_intent_data: {
          capture_method: input.capture ?? 'automatic',
          description: `${input.orderCode}: ${input.description}`,
          metadata,
        },
      },
      { idempotencyKey: input.idempotencyKey },
    ),
  )
  const session = checked(sessionSchema, made)
  mustMatch(access, input, { ...session, amount: session.amount_total })
  if (session.url == null) throw badAnswer('a session without an address')
  return { reference: session.id, next: { kind: 'redirect', url: session.url }, state: 'open' }
}

export async function createEmbedded(access: StripeAccess, input: CreatePayment): Promise<CreatedPayment> {
  const { amount, currency } = toStripe(input.amount)
  const made = await ask(() =>
    access.stripe.paymentIntents.create(
      {
        amount,
        currency,
        automatic_payment_methods: { enabled: true },
        capture_method: input.capture ?? 'automatic',
        description: `${input.orderCode}: ${input.description}`,
        ...(input.buyerEmail === undefined ? {} : { receipt_email: input.buyerEmail }),
        metadata: metadataOf(input, 'embedded'),
      },
      { idempotencyKey: input.idempotencyKey },
    ),
  )
  const intent = checked(intentSchema, made)
  mustMatch(access, input, intent)
  if (intent.client_secret == null) throw badAnswer('an intent without a client secret')
  const { publishableKey } = access.config
  return {
    reference: intent.id,
    next: { kind: 'embedded', clientSecret: intent.client_secret, publishableKey, account: access.account },
    state: 'open',
  }
}

type Made = {
  readonly id: string
  readonly amount?: number | null
  readonly currency?: string | null
  readonly livemode: boolean
  readonly metadata?: Readonly<Record<string, string>> | null
}

/** PAY-6, at the first opportunity: what was made has to be what was asked for. */
function mustMatch(access: StripeAccess, input: CreatePayment, made: Made): void {
  const asked = toStripe(input.amount)
  const wrong = [
    made.amount === asked.amount ? [] : ['amount'],
    made.currency === asked.currency ? [] : ['currency'],
    made.livemode === access.livemode ? [] : ['livemode'],
    made.metadata?.[ATTEMPT] === input.attemptId ? [] : ['attempt'],
  ].flat()
  if (wrong.length === 0) return
  const message = `${made.id} differs from what was asked: ${wrong.join(', ')}`
  throw new GatewayError({ kind: 'mismatch', gateway: 'stripe', code: 'mismatch', message })
}

function metadataOf(input: CreatePayment, flow: 'hosted' | 'embedded'): Record<string, string> {
  return { ...input.metadata, [ATTEMPT]: input.attemptId, [KEY]: input.idempotencyKey, [FLOW]: flow }
}

function expiryOf({ requestedAt, expiresAt }: CreatePayment): number {
  const base = requestedAt.getTime()
  return Math.min(Math.max(expiresAt.getTime(), base + SHORTEST_EXPIRY_MS), base + LONGEST_EXPIRY_MS)
}

const LOCALES = [
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'hr',
  'hu',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'nl',
  'pl',
  'pt',
  'ro',
  'sk',
  'sl',
  'sv',
  'tr',
  'vi',
  'zh',
] as const

/** Stripe refuses a language that it does not speak; `auto` lets it follow the browser. */
function localeOf(locale: string): (typeof LOCALES)[number] | 'auto' {
  const language = locale.split('-')[0]?.toLowerCase()
  return LOCALES.find(known => known === language) ?? 'auto'
}
