import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type {
  GatewayEvent,
  GatewayEventKind,
  WebhookHeaders,
  WebhookRefusal,
  WebhookResult,
} from '../../../modules/sales/payments/ports.ts'
import type { SandboxConfig } from './sandbox-client.ts'
import { eventSchema } from './sandbox-wire.ts'

/** How far a message's timestamp may be from our clock, either way. */
const TOLERANCE_S = 300

const KINDS: Readonly<Record<string, GatewayEventKind>> = {
  'payment.succeeded': 'payment.succeeded',
  'payment.failed': 'payment.failed',
  'payment.cancelled': 'payment.cancelled',
  'payment.pending': 'payment.pending',
  // Reserved money is still to come, and only a capture by us makes it ours.
  'payment.authorized': 'payment.pending',
  'refund.updated': 'refund.updated',
  'dispute.opened': 'dispute.opened',
  'dispute.closed': 'dispute.closed',
}

/** Standard Webhooks: HMAC SHA-256 over `id.timestamp.body`, one of several `v1,<base64>` signatures. */
export function readWebhook(config: SandboxConfig, rawBody: Buffer, headers: WebhookHeaders): WebhookResult {
  const id = single(headers['webhook-id'])
  const timestamp = single(headers['webhook-timestamp'])
  const signatures = single(headers['webhook-signature'])?.split(' ') ?? []
  if (id === null || timestamp === null || !/^\d{1,12}$/.test(timestamp)) {
    return refuse('bad_signature', 'the signature headers are missing')
  }
  const expected = signature(config.webhookSecret, id, timestamp, rawBody)
  if (!signatures.some(given => sameText(given, expected))) return refuse('bad_signature', 'no signature matches')
  const ageS = Math.abs((config.now ?? Date.now)() / 1_000 - Number(timestamp))
  if (ageS > TOLERANCE_S) return refuse('stale', `signed ${Math.round(ageS)} seconds away from now`)

  const event = eventSchema.safeParse(parseJson(rawBody))
  if (!event.success) return refuse('malformed', z.prettifyError(event.error))
  // The signature covers both names; if they differ somebody glued two messages together.
  if (event.data.id !== id) return refuse('malformed', 'the message has two ids')
  const { account, data } = event.data
  if (account !== config.account || data.payment.snapshot.account !== account) {
    return refuse('other_account', `for account ${account}`)
  }
  return { ok: true, events: [translate(event.data)] }
}

function translate(event: z.infer<typeof eventSchema>): GatewayEvent {
  const { refund, dispute } = event.data
  const payment = event.data.payment.snapshot
  return {
    gatewayEventId: event.id,
    kind: KINDS[event.type] ?? 'unknown',
    gatewayKind: event.type,
    reference: payment.reference,
    attemptId: payment.attemptId,
    amount: refund?.amount ?? dispute?.amount ?? payment.amount,
    refund,
    dispute,
    account: event.account,
    livemode: event.livemode,
    occurredAt: event.created_at,
  }
}

function refuse(refusal: WebhookRefusal, detail: string): WebhookResult {
  return { ok: false, refusal, detail }
}

function signature(secret: string, id: string, timestamp: string, rawBody: Buffer): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64')}`
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function single(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' ? header : null
}

function parseJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'))
  } catch {
    return undefined
  }
}
