import { type SealedAccount, sealedAccounts } from './accounts.sql.ts'
import type { Payday } from './deps.ts'
import { storeEvent } from './gateway-events.sql.ts'
import type { PaymentGateway, WebhookHeaders, WebhookResult } from './ports.ts'
import { paymentErrors } from './public.ts'

export type Webhook = { organizerId: string; gateway: string; rawBody: Buffer; headers: WebhookHeaders }

export type Received = { stored: string[]; known: number }

/**
 * Verifies and stores; nothing else happens before the gateway hears "taken". An organizer may have had more than one
 * account at a gateway: the one whose secret fits is the one that speaks.
 */
export async function receiveWebhook(deps: Payday, webhook: Webhook): Promise<Received | null> {
  const { organizerId, gateway, rawBody, headers } = webhook
  if (!deps.opened.factory(gateway)) return null
  const accounts = await deps.db.tenant(organizerId, tx => sealedAccounts(tx, gateway))
  if (accounts.length === 0) return null
  let refusal: Extract<WebhookResult, { ok: false }> | null = null
  for (const account of accounts) {
    const opened = await openOrNull(deps, account)
    if (!opened) continue
    const result = await opened.parseWebhook(rawBody, headers)
    if (!result.ok) {
      // What an account could verify and still refused says more than a signature that does not fit.
      if (!refusal || refusal.refusal === 'bad_signature') refusal = result
      continue
    }
    return deps.db.tenant(organizerId, async tx => {
      const received: Received = { stored: [], known: 0 }
      for (const event of result.events) {
        const isNew = await storeEvent(tx, organizerId, gateway, account.id, event)
        if (isNew) received.stored.push(event.gatewayEventId)
        else received.known += 1
      }
      return received
    })
  }
  if (!refusal) throw new Error(`no account at ${gateway} of organizer ${organizerId} opens`)
  const { refusal: reason, detail } = refusal
  deps.log.warn(
    { security: 'webhook_refused', gateway, organizer: organizerId, reason, detail },
    'a webhook was refused',
  )
  deps.counter?.add({ gateway, outcome: 'webhook_refused' })
  throw paymentErrors.signature_refused()
}

/** An account of long ago that does not open any more must not silence the one that speaks. */
async function openOrNull(deps: Payday, account: SealedAccount): Promise<PaymentGateway | null> {
  try {
    return await deps.opened.of(account)
  } catch (error) {
    deps.log.error({ err: error, gateway: account.gateway, account: account.id }, 'a gateway account does not open')
    return null
  }
}
