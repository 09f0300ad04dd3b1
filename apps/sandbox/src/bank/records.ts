/** What the bank remembers. Instants are epoch milliseconds, amounts minor units. */

export type Account = {
  readonly id: string
  readonly name: string
  /** The merchant's secret for the API. */
  readonly key: string
  readonly webhookUrl: string | null
  /** `whsec_` and base64, as Standard Webhooks writes it. */
  readonly webhookSecret: string
}

export type PaymentState = 'open' | 'pending' | 'authorized' | 'succeeded' | 'failed' | 'cancelled'

export type Failure = { readonly code: string; readonly detail: string }

export type Payment = {
  readonly id: string
  readonly accountId: string
  readonly attemptId: string
  readonly idempotencyKey: string
  readonly orderCode: string
  readonly description: string
  readonly buyerEmail: string | null
  readonly locale: string
  readonly returnUrl: string
  readonly cancelUrl: string
  readonly captureMode: 'automatic' | 'manual'
  readonly metadata: Readonly<Record<string, string>>
  readonly currency: string
  readonly amountMinor: bigint
  readonly createdAt: number
  readonly expiresAt: number
  readonly state: PaymentState
  readonly authorizedMinor: bigint
  readonly capturedMinor: bigint
  readonly failure: Failure | null
  /** The security code that the page asked for, while it waits for it. */
  readonly challenge: { readonly code: string; readonly triesLeft: number } | null
  /** When the money arrives by itself: a payment made later, or one let through after expiry. */
  readonly arrivesAt: number | null
}

export type Refund = {
  readonly id: string
  readonly paymentId: string
  readonly accountId: string
  /** The merchant's id; null for a refund made in the back office. */
  readonly refundId: string | null
  readonly amountMinor: bigint
  readonly currency: string
  readonly state: 'pending' | 'succeeded' | 'failed'
  readonly failure: Failure | null
  readonly createdAt: number
}

export type Dispute = {
  readonly id: string
  readonly paymentId: string
  readonly accountId: string
  readonly amountMinor: bigint
  readonly currency: string
  /** Taken from the merchant besides, as long as it is not given back. Files of earlier banks have none. */
  readonly feeMinor?: bigint
  readonly state: 'open' | 'won' | 'lost'
  readonly createdAt: number
}

/** One message to a merchant and how its delivery goes. */
export type Delivery = {
  readonly id: string
  readonly accountId: string
  readonly type: string
  readonly body: string
  readonly createdAt: number
  /** `held` waits for the control API, `dropped` was lost on purpose. */
  readonly state: 'waiting' | 'held' | 'delivered' | 'dropped' | 'given_up'
  readonly attempts: number
  readonly nextAt: number
  readonly lastStatus: number | null
  readonly wrongSignature: boolean
  /** Added to the timestamp that is signed: negative makes a stale message. */
  readonly timestampShiftMs: number
}

/** The answer given to a key, kept so that the same question gets the same answer. */
export type KeyedAnswer = {
  readonly id: string
  readonly bodyHash: string
  readonly status: number
  readonly answer: string
  /** The payment or refund that the first call made. */
  readonly madeId: string
}

/** An entry of the bank's books: its lines add up to zero. */
export type Entry = {
  readonly id: string
  readonly at: number
  readonly why: string
  readonly paymentId: string
  readonly currency: string
  readonly lines: readonly { readonly account: string; readonly amountMinor: bigint }[]
}

export type Tables = {
  accounts: Account
  payments: Payment
  refunds: Refund
  disputes: Dispute
  deliveries: Delivery
  keys: KeyedAnswer
  entries: Entry
}
