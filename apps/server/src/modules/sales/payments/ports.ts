import type { Money } from '@tessera/kernel/money'

/**
 * What Tessera asks of whoever moves the money. One instance acts for one organizer's account at one
 * gateway; credentials are closed over by the adapter's factory and never pass through these calls.
 *
 * Three habits make the port safe to use:
 * 1. The attempt row, with its key, is committed before `createPayment` is called.
 * 2. `GatewayError` of kind `unavailable` means "outcome unknown": resolve it with `fetchPayment({ idempotencyKey })`
 *    (or by repeating the identical call with the identical key while `capabilities.keyRetentionMs` lasts).
 * 3. A webhook and a returning browser are hints that something changed. What is true is what `fetchPayment`
 *    answers, after `mismatchesOf` has found nothing.
 */
export type PaymentGateway = {
  /** The adapter's stable name, stored with each attempt: `sandbox`, `stripe`. */
  readonly name: string
  /** The merchant account this instance acts for, where the gateway names it. Compared by `mismatchesOf`. */
  readonly account: string | null
  /** False when only play money moves here. Compared by `mismatchesOf`. */
  readonly livemode: boolean
  readonly capabilities: GatewayCapabilities

  /** Opens a payment. Idempotent by `idempotencyKey`: the same call answers with the same payment. */
  createPayment(input: CreatePayment): Promise<CreatedPayment>
  /** The gateway's own word on a payment; `null` when it never heard of it. Accepts any reference an event carried. */
  fetchPayment(lookup: PaymentLookup): Promise<PaymentSnapshot | null>
  /** Takes authorized money, all of it or `amount` of it. Only for payments created with `capture: 'manual'`. */
  capture(input: CapturePayment): Promise<PaymentSnapshot>
  /** Closes a payment that took no money: releases an authorization, expires a payment page. Closing twice is fine;
   *  one that already succeeded answers `succeeded`, because a refund is the caller's decision, not ours. */
  void(input: VoidPayment): Promise<PaymentSnapshot>
  /** Sends money back. Idempotent by `idempotencyKey`. A refusal by the gateway is a `failed` result. */
  refund(input: RefundPayment): Promise<RefundSnapshot>
  /** The gateway's own word on a refund; `null` when it never heard of it. */
  fetchRefund(lookup: RefundLookup): Promise<RefundSnapshot | null>
  /** Verifies the signature over the raw bytes, then translates. Never throws on hostile input. */
  parseWebhook(rawBody: Buffer, headers: WebhookHeaders): Promise<WebhookResult>
  /** Every payment of ours created in [since, until), for reconciliation in both directions; in no promised order. */
  listPayments(since: Date, until: Date): AsyncIterable<PaymentSnapshot>
}

export type GatewayCapabilities = {
  /** What the buyer's browser has to do next: leave for the gateway's page, show its fields in ours, or nothing. */
  readonly flow: 'redirect' | 'embedded' | 'none'
  /** Methods exist whose money arrives days later (bank debit, voucher). */
  readonly delayedMethods: boolean
  readonly partialRefunds: boolean
  readonly void: boolean
  readonly manualCapture: boolean
  /** How long the gateway remembers an idempotency key. After that only queries resolve an unknown outcome. */
  readonly keyRetentionMs: number
  /** Payment pages live at least this long after `requestedAt`, whatever `expiresAt` asks: call `void` to end one earlier. */
  readonly shortestExpiryMs: number
}

export type CreatePayment = {
  /** Our attempt (`pay_…`). Travels in the gateway's metadata and comes back in snapshots and events. */
  readonly attemptId: string
  readonly idempotencyKey: string
  /** Always more than zero: a zero total calls no gateway. */
  readonly amount: Money
  readonly orderCode: string
  /** What the buyer sees on the payment page and statement, already in their language. */
  readonly description: string
  readonly buyerEmail?: string
  /** BCP 47, for the gateway's page. */
  readonly locale: string
  readonly returnUrl: string
  readonly cancelUrl: string
  /** When the attempt row was made. A retry passes the same instant, so that its body stays the same. */
  readonly requestedAt: Date
  readonly expiresAt: Date
  readonly metadata: Readonly<Record<string, string>>
  /** `manual` only authorizes; `capture` or `void` follows. Default `automatic`. */
  readonly capture?: 'automatic' | 'manual'
}

export type CreatedPayment = {
  readonly reference: string
  readonly next: NextStep
  readonly state: PaymentState
  /** Set when the gateway refused at once (a declined card is a result, not an error). */
  readonly failure?: GatewayFailure
}

export type NextStep =
  | { readonly kind: 'redirect'; readonly url: string }
  | {
      readonly kind: 'embedded'
      readonly clientSecret: string
      readonly publishableKey: string
      /** The account that the fields act for, where it is not the key's own. */
      readonly account: string | null
    }
  | { readonly kind: 'none' }

/**
 * - `open`: the buyer has not finished; after a decline `failure` tells why and they may try again.
 * - `pending`: the buyer has done their part, the money is on its way (a delayed method).
 * - `authorized`: reserved, to be captured or voided by us.
 * - `succeeded`: the money is ours. The only state no other follows; refunds and disputes are counted beside it.
 * - `failed`, `cancelled`: over as far as the gateway knows, but a late success can still follow (PAY-5).
 */
export type PaymentState = 'open' | 'pending' | 'authorized' | 'succeeded' | 'failed' | 'cancelled'

/** By key, an adapter may have to search: `since` (the attempt's `requestedAt`) bounds how far back. */
export type PaymentLookup =
  | { readonly reference: string }
  | { readonly idempotencyKey: string; readonly attemptId: string; readonly since: Date }

export type PaymentSnapshot = {
  /** The canonical reference, equal to the one `createPayment` gave, whichever reference was asked for. */
  readonly reference: string
  /** From the gateway's metadata; `null` when the payment is not one of ours. */
  readonly attemptId: string | null
  readonly state: PaymentState
  /** What the gateway was asked to take. */
  readonly amount: Money
  readonly captured: Money
  /** Succeeded and pending refunds together, whoever made them. */
  readonly refunded: Money
  /** Each refund, those made in the gateway's own dashboard included (their `refundId` is `null`). */
  readonly refunds: readonly RefundSnapshot[]
  /** Each dispute there ever was about it; the buyer's bank asked for the money, or only asks a question. */
  readonly disputes: readonly DisputeSnapshot[]
  readonly account: string | null
  readonly livemode: boolean
  readonly failure: GatewayFailure | null
  readonly createdAt: Date
}

export type CapturePayment = { readonly reference: string; readonly idempotencyKey: string; readonly amount?: Money }

export type VoidPayment = { readonly reference: string; readonly idempotencyKey: string }

export type RefundPayment = {
  /** Our refund (`ref_…`), carried in the gateway's metadata. */
  readonly refundId: string
  readonly idempotencyKey: string
  readonly reference: string
  readonly amount: Money
}

export type RefundLookup =
  | { readonly reference: string }
  | { readonly refundId: string; readonly paymentReference: string }

export type RefundState = 'pending' | 'succeeded' | 'failed'

export type RefundSnapshot = {
  /** `null` when the gateway refused before making one. */
  readonly reference: string | null
  /** Ours, or `null` for a refund made in the gateway's dashboard. */
  readonly refundId: string | null
  readonly paymentReference: string
  readonly amount: Money
  readonly state: RefundState
  readonly failure: GatewayFailure | null
}

export type DisputeSnapshot = {
  readonly reference: string
  readonly state: DisputeState
  readonly amount: Money
  /** What is taken out of the merchant's account for it at this moment: nothing for an inquiry, and once it is won. */
  readonly withdrawn: Money
  /** What the gateway charges for it so far, in the same currency; what it gives back is taken off. */
  readonly fee: Money
}

/** `inquiry`: the buyer's bank asks and takes nothing, refunds included. `open`: the money is away until it is decided. */
export type DisputeState = 'inquiry' | 'open' | 'won' | 'lost'

/** Why money did not move. `code` is ours and stable; `detail` is the gateway's word, for staff, never for buyers. */
export type GatewayFailure = { readonly code: FailureCode; readonly detail: string }

export type FailureCode =
  | 'declined'
  | 'insufficient_funds'
  | 'authentication_failed'
  | 'expired'
  | 'cancelled'
  | 'exceeds_refundable'
  | 'not_refundable'
  | 'destination_closed'
  | 'other'

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** A refusal is answered with 400 and recorded as a security event; it has no other effect. */
export type WebhookResult =
  | { readonly ok: true; readonly events: readonly GatewayEvent[] }
  | { readonly ok: false; readonly refusal: WebhookRefusal; readonly detail: string }

export type WebhookRefusal = 'bad_signature' | 'stale' | 'malformed' | 'other_account'

export type GatewayEventKind =
  | 'payment.succeeded'
  | 'payment.failed'
  | 'payment.cancelled'
  | 'payment.pending'
  | 'refund.updated'
  | 'dispute.opened'
  | 'dispute.closed'
  /** Verified but of no interest, or of a kind newer than the adapter: store it, do nothing. */
  | 'unknown'

export type GatewayEvent = {
  /** Unique per account: the key to deduplicate by. */
  readonly gatewayEventId: string
  readonly kind: GatewayEventKind
  /** The gateway's own word for the kind, for the timeline. */
  readonly gatewayKind: string
  /** A payment reference that `fetchPayment` understands; `null` only when kind is `unknown`. */
  readonly reference: string | null
  readonly attemptId: string | null
  /** Of the payment, the refund or the dispute that the event is about. */
  readonly amount: Money | null
  readonly refund: RefundSnapshot | null
  readonly dispute: DisputeSnapshot | null
  readonly account: string | null
  readonly livemode: boolean
  readonly occurredAt: Date
}

/**
 * What a gateway call throws. A decline is not among them.
 * - `unavailable`: no usable answer. `outcome` says whether the effect may have happened; `unknown` is resolved by a
 *   query with the key, `none` may be repeated.
 * - `rejected`: the gateway understood and says that we are wrong (bad credentials, bad amount, reused key). Repeating is useless.
 * - `mismatch`: the gateway's object is not what we asked for (PAY-6): quarantine.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly kind: 'unavailable' | 'rejected' | 'mismatch'
  readonly outcome: 'unknown' | 'none'
  readonly gateway: string
  /** The gateway's error code or ours (`timeout`, `bad_answer`), for logs. */
  readonly code: string

  constructor(fault: {
    kind: GatewayError['kind']
    gateway: string
    code: string
    message: string
    outcome?: GatewayError['outcome']
    cause?: unknown
  }) {
    super(`${fault.gateway}: ${fault.message}`, fault.cause === undefined ? undefined : { cause: fault.cause })
    this.kind = fault.kind
    this.gateway = fault.gateway
    this.code = fault.code
    this.outcome = fault.outcome ?? (fault.kind === 'unavailable' ? 'unknown' : 'none')
  }
}

/** The code of a `rejected` call that says nothing of what was asked: the gateway does not accept our credentials (any more). */
export const SHUT_OUT = 'shut_out'

export type ExpectedPayment = Pick<PaymentSnapshot, 'attemptId' | 'amount' | 'account' | 'livemode'>

export type Mismatch = 'attempt' | 'amount' | 'currency' | 'account' | 'livemode' | 'captured'

/**
 * PAY-6: in what the gateway's object differs from what we asked. Anything but `[]` goes to quarantine and makes no
 * ticket. `captured` appears once a payment succeeded with more or less than was asked.
 */
export function mismatchesOf(expected: ExpectedPayment, seen: PaymentSnapshot): Mismatch[] {
  const found: Mismatch[] = []
  if (seen.attemptId !== expected.attemptId) found.push('attempt')
  if (seen.amount.currency !== expected.amount.currency) found.push('currency')
  if (seen.amount.amountMinor !== expected.amount.amountMinor) found.push('amount')
  if (seen.account !== expected.account) found.push('account')
  if (seen.livemode !== expected.livemode) found.push('livemode')
  if (seen.state === 'succeeded' && seen.captured.amountMinor !== expected.amount.amountMinor) found.push('captured')
  return found
}

/** What an organizer enters to connect an account: names and texts, as the gateway's dashboard shows them. */
export type Credentials = Readonly<Record<string, string>>

export type CredentialField = {
  readonly name: string
  readonly required: boolean
  /** Never shown again once it is stored. */
  readonly secret: boolean
  readonly choices?: readonly string[]
}

/** Origins for the directives of a content security policy. */
export type BrowserSources = {
  readonly script: readonly string[]
  readonly frame: readonly string[]
  readonly connect: readonly string[]
}

/** A gateway as the installation offers it to its organizers; each of them opens it with credentials of their own. */
export type GatewayFactory = {
  readonly name: string
  /** Its name for people; a brand, so not translated. */
  readonly label: string
  readonly fields: readonly CredentialField[]
  /** What is wrong with these credentials as far as one can see without asking the gateway. */
  faultsOf(credentials: Credentials): readonly { readonly field: string; readonly message: string }[]
  open(credentials: Credentials): PaymentGateway
  /** What a page of ours must let in where the buyer pays inside of it (`flow: 'embedded'`). */
  readonly browserSources?: BrowserSources
  /**
   * Opens an account at the gateway for an organizer, where it lets a program do that: the sandbox does. With `kept` it is
   * the account of these credentials, opened again should the gateway have forgotten it.
   */
  provision?(organizer: {
    readonly id: string
    readonly name: string
    readonly webhookUrl: string
    readonly kept: Credentials | null
  }): Promise<Credentials>
}
