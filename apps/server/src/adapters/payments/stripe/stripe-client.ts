import Stripe from 'stripe'
import type { z } from 'zod'
import { GatewayError, SHUT_OUT } from '../../../modules/sales/payments/ports.ts'

/** The version that the installed SDK is typed for. Raising it is a change of code, with the contract tests run again. */
export const STRIPE_API_VERSION = '2026-08-26.dahlia'

export type StripeConfig = {
  /** The organizer's secret or restricted key; whether it is live is read from its prefix. */
  readonly apiKey: string
  /** The signing secret of the webhook endpoint. */
  readonly webhookSecret: string
  /** Goes to browsers in the embedded flow. */
  readonly publishableKey: string
  /** Stripe's own page (Checkout Session), or its Payment Element in ours (Payment Intent). */
  readonly flow: 'hosted' | 'embedded'
  /** A connected account to act for; without it the key's own account. */
  readonly account?: string
  /** Another place than api.stripe.com (`STRIPE_API_BASE`). */
  readonly apiBase?: string
  /** Only contract tests speak another version than the pinned one. */
  readonly apiVersion?: string
  readonly timeoutMs?: number
  /** The process's one outbound client, when it has one. */
  readonly fetch?: typeof fetch
  readonly now?: () => number
}

/** What the adapter's functions share. */
export type StripeAccess = {
  readonly config: StripeConfig
  readonly stripe: Stripe
  readonly account: string | null
  readonly livemode: boolean
}

const TIMEOUT_MS = 15_000

export function openStripe(config: StripeConfig): StripeAccess {
  const base = new URL(config.apiBase ?? 'https://api.stripe.com')
  const http = base.protocol === 'http:'
  const stripe = new Stripe(config.apiKey, {
    // The type admits only the newest version; contract tests have a description of an older one.
    apiVersion: (config.apiVersion ?? STRIPE_API_VERSION) as typeof STRIPE_API_VERSION,
    protocol: http ? 'http' : 'https',
    host: base.hostname,
    port: base.port === '' ? (http ? 80 : 443) : base.port,
    timeout: config.timeoutMs ?? TIMEOUT_MS,
    // Whether to repeat a call is decided by the payments module, which knows the attempt.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(config.account === undefined ? {} : { stripeAccount: config.account }),
    ...(config.fetch === undefined ? {} : { httpClient: Stripe.createFetchHttpClient(config.fetch) }),
  })
  const livemode = /^(sk|rk)_live_/.test(config.apiKey)
  return { config, stripe, account: config.account ?? null, livemode }
}

/** Runs a call and translates what it throws. */
export async function ask<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw translate(error)
  }
}

/** Walks through Stripe's pages and translates what they throw. */
export async function* asked<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pages
  } catch (error) {
    throw translate(error)
  }
}

/** One call, with `null` where Stripe has no such object. */
export async function find<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.statusCode === 404) return null
    throw translate(error)
  }
}

/** Checks what Stripe answered: types of an SDK are a promise, not a proof. */
export function checked<T>(shape: z.ZodType<T>, answer: unknown): T {
  const parsed = shape.safeParse(answer)
  if (parsed.success) return parsed.data
  throw badAnswer(parsed.error.message, parsed.error)
}

export function badAnswer(message: string, cause?: unknown): GatewayError {
  return new GatewayError({ kind: 'unavailable', gateway: 'stripe', code: 'bad_answer', message, cause })
}

export function rejected(code: string, message: string): GatewayError {
  return new GatewayError({ kind: 'rejected', gateway: 'stripe', code, message })
}

export function translate(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error
  const status = error.statusCode
  const code = error.code ?? error.rawType ?? error.type
  const gateway = 'stripe'
  const message = `${error.message}${error.requestId === undefined ? '' : ` (${error.requestId})`}`
  if (status === undefined) {
    const outcome = causeCode(error) === 'ECONNREFUSED' ? 'none' : 'unknown'
    return new GatewayError({ kind: 'unavailable', gateway, code, message, outcome, cause: error })
  }
  // 409: another call with this key is still running, so its outcome is not known yet.
  if (status >= 500 || status === 409) {
    return new GatewayError({ kind: 'unavailable', gateway, code, message, cause: error })
  }
  if (status === 429) {
    return new GatewayError({ kind: 'unavailable', gateway, code, message, outcome: 'none', cause: error })
  }
  const isShutOut = status === 401 || status === 403
  return new GatewayError({ kind: 'rejected', gateway, code: isShutOut ? SHUT_OUT : code, message, cause: error })
}

function causeCode(error: InstanceType<typeof Stripe.errors.StripeError>): unknown {
  const { detail } = error
  return detail instanceof Error && 'code' in detail ? detail.code : undefined
}
