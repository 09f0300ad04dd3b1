import {
  type CreatedPayment,
  type CreatePayment,
  GatewayError,
  mismatchesOf,
  type PaymentGateway,
  type PaymentLookup,
  type PaymentSnapshot,
  type RefundPayment,
  type RefundSnapshot,
} from '../../../modules/sales/payments/ports.ts'
import { call, granted, rejected, type SandboxConfig } from './sandbox-client.ts'
import { readWebhook } from './sandbox-webhook.ts'
import { failureOf, moneyToWire, pageSchema, paymentSchema, refundSchema } from './sandbox-wire.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

/** The practice bank of `apps/sandbox` as a payment gateway. */
export function createSandboxGateway(config: SandboxConfig): PaymentGateway {
  return {
    name: 'sandbox',
    account: config.account,
    livemode: false,
    capabilities: {
      flow: 'redirect',
      delayedMethods: true,
      partialRefunds: true,
      void: true,
      manualCapture: true,
      keyRetentionMs: 30 * DAY_MS,
      shortestExpiryMs: 0,
    },
    createPayment: input => createPayment(config, input),
    fetchPayment: lookup => fetchPayment(config, lookup),
    capture: async ({ reference, idempotencyKey, amount }) => {
      const body = amount === undefined ? {} : { amount: moneyToWire(amount) }
      const path = `/v1/payments/${encodeURIComponent(reference)}/capture`
      return granted(await call(config, { method: 'POST', path, key: idempotencyKey, body }, paymentSchema)).snapshot
    },
    void: async ({ reference }) => {
      const path = `/v1/payments/${encodeURIComponent(reference)}/void`
      const answer = await call(config, { method: 'POST', path }, paymentSchema)
      if (answer.ok) return answer.value.snapshot
      if (answer.refusal.code !== 'not_voidable') throw rejected(answer.refusal)
      return existing(config, reference)
    },
    refund: input => refund(config, input),
    fetchRefund: async lookup => {
      if ('reference' in lookup) {
        const path = `/v1/refunds/${encodeURIComponent(lookup.reference)}`
        const answer = await call(config, { method: 'GET', path }, refundSchema)
        if (!answer.ok && answer.refusal.status === 404) return null
        return granted(answer)
      }
      const payment = await fetchPayment(config, { reference: lookup.paymentReference })
      return payment?.refunds.find(refund => refund.refundId === lookup.refundId) ?? null
    },
    parseWebhook: async (rawBody, headers) => readWebhook(config, rawBody, headers),
    listPayments: (since, until) => listPayments(config, since, until),
  }
}

async function createPayment(config: SandboxConfig, input: CreatePayment): Promise<CreatedPayment> {
  const body = {
    attempt_id: input.attemptId,
    amount: moneyToWire(input.amount),
    order_code: input.orderCode,
    description: input.description,
    buyer_email: input.buyerEmail,
    locale: input.locale,
    return_url: input.returnUrl,
    cancel_url: input.cancelUrl,
    expires_at: input.expiresAt.toISOString(),
    capture: input.capture ?? 'automatic',
    metadata: input.metadata,
  }
  const request = { method: 'POST', path: '/v1/payments', key: input.idempotencyKey, body } as const
  const { snapshot, pageUrl } = granted(await call(config, request, paymentSchema))
  const expected = { attemptId: input.attemptId, amount: input.amount, account: config.account, livemode: false }
  const mismatches = mismatchesOf(expected, snapshot)
  if (mismatches.length > 0) {
    const message = `payment ${snapshot.reference} differs from what was asked: ${mismatches.join(', ')}`
    throw new GatewayError({ kind: 'mismatch', gateway: 'sandbox', code: 'mismatch', message })
  }
  return {
    reference: snapshot.reference,
    next: { kind: 'redirect', url: pageUrl },
    state: snapshot.state,
    ...(snapshot.failure === null ? {} : { failure: snapshot.failure }),
  }
}

async function fetchPayment(config: SandboxConfig, lookup: PaymentLookup): Promise<PaymentSnapshot | null> {
  if ('reference' in lookup) {
    const path = `/v1/payments/${encodeURIComponent(lookup.reference)}`
    const answer = await call(config, { method: 'GET', path }, paymentSchema)
    if (!answer.ok && answer.refusal.status === 404) return null
    return granted(answer).snapshot
  }
  const query = new URLSearchParams({ idempotency_key: lookup.idempotencyKey })
  const page = granted(await call(config, { method: 'GET', path: `/v1/payments?${query.toString()}` }, pageSchema))
  return page.data[0]?.snapshot ?? null
}

async function existing(config: SandboxConfig, reference: string): Promise<PaymentSnapshot> {
  const payment = await fetchPayment(config, { reference })
  if (payment !== null) return payment
  throw rejected({ status: 404, code: 'no_such_payment', message: `no payment ${reference}` })
}

async function refund(config: SandboxConfig, input: RefundPayment): Promise<RefundSnapshot> {
  const path = `/v1/payments/${encodeURIComponent(input.reference)}/refunds`
  const body = { refund_id: input.refundId, amount: moneyToWire(input.amount) }
  const answer = await call(config, { method: 'POST', path, key: input.idempotencyKey, body }, refundSchema)
  if (answer.ok) return answer.value
  const { code, message } = answer.refusal
  if (code !== 'exceeds_refundable' && code !== 'not_refundable') throw rejected(answer.refusal)
  return {
    reference: null,
    refundId: input.refundId,
    paymentReference: input.reference,
    amount: input.amount,
    state: 'failed',
    failure: failureOf(code, message),
  }
}

async function* listPayments(config: SandboxConfig, since: Date, until: Date): AsyncGenerator<PaymentSnapshot> {
  let cursor: string | null = null
  do {
    const query = new URLSearchParams({ since: since.toISOString(), until: until.toISOString() })
    if (cursor !== null) query.set('cursor', cursor)
    const page: { data: { snapshot: PaymentSnapshot }[]; next_cursor: string | null } = granted(
      await call(config, { method: 'GET', path: `/v1/payments?${query.toString()}` }, pageSchema),
    )
    for (const { snapshot } of page.data) yield snapshot
    cursor = page.next_cursor
  } while (cursor !== null)
}
