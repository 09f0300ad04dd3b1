import { randomBytes } from 'node:crypto'
import type { Contract } from './contract.ts'

/** The state that the contract server keeps: as little as the flow of a payment needs. */
export type Intent = {
  id: string
  amount: number
  amount_received: number
  amount_capturable: number
  currency: string
  status: string
  capture_method: string
  latest_charge: string | null
  last_payment_error: { type: string; code: string; decline_code?: string; message: string } | null
  metadata: Record<string, string>
  created: number
}
export type Session = {
  id: string
  amount_total: number
  currency: string
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  payment_intent: string | null
  metadata: Record<string, string>
  created: number
}
export type Charge = {
  id: string
  amount: number
  amount_captured: number
  amount_refunded: number
  currency: string
  disputed: boolean
  payment_intent: string
}
export type Refund = {
  id: string
  amount: number
  currency: string
  status: string
  payment_intent: string
  failure_reason?: string
  metadata: Record<string, string>
}
export type Dispute = { id: string; amount: number; status: string; payment_intent: string }

/** An event with the payment it is about, so that a test can ask for it. */
export type Told = { readonly intent: string | null; readonly session: string | null; readonly event: object }

export type MerchantBook = {
  readonly apiKey: string
  readonly webhookSecret: string
  readonly sessions: Map<string, Session>
  /** What `payment_intent_data` asked for, until the buyer's deed makes the intent. */
  readonly planned: Map<string, Partial<Intent> & { description?: string }>
  readonly intents: Map<string, Intent>
  readonly charges: Map<string, Charge>
  readonly refunds: Map<string, Refund>
  readonly disputes: Map<string, Dispute>
  readonly told: Told[]
  readonly keys: Map<string, { question: string; status: number; answer: unknown }>
}

export type World = {
  readonly contract: Contract
  readonly merchants: Map<string, MerchantBook>
  /** What the next payment takes beside the asked amount. */
  addToNextPayment: number
  nextRefundStaysPending: boolean
}

export function openMerchant(world: World): MerchantBook {
  const secret = randomBytes(12).toString('hex')
  const merchant: MerchantBook = {
    apiKey: `sk_test_${secret}`,
    webhookSecret: `whsec_${secret}`,
    sessions: new Map(),
    planned: new Map(),
    intents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    told: [],
    keys: new Map(),
  }
  world.merchants.set(merchant.apiKey, merchant)
  return merchant
}

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}

export function nowS(): number {
  return Math.floor(Date.now() / 1_000)
}

/** A "no" of Stripe: type, code and sentence as its own errors have them. */
export class StripeRefusal extends Error {
  readonly status: number
  readonly type: string
  readonly code: string | undefined

  constructor(status: number, message: string, code?: string, type = 'invalid_request_error') {
    super(message)
    this.status = status
    this.type = type
    this.code = code
  }
}

export function held<T>(map: Map<string, T>, id: unknown, kind: string): T {
  const found = typeof id === 'string' ? map.get(id) : undefined
  if (found === undefined) throw new StripeRefusal(404, `No such ${kind}: '${String(id)}'`, 'resource_missing')
  return found
}
