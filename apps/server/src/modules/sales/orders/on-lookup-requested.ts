import type { Actor } from '../../../platform/http/access.ts'
import { type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import type { OrdersDeps } from './deps.ts'
import { orderLookupRequested } from './public.ts'
import { sendLinks } from './resend-order.ts'

const whoeverAsked: Actor = { kind: 'buyer', id: null, requestId: null }

/** Only now, where nobody measures the time, is it looked at whether the address has any orders. */
export function onLookupRequested(deps: OrdersDeps): Subscriber {
  return subscriber(orderLookupRequested, 'find-orders-of-address', async ({ organizerId, payload }) => {
    const email = await deps.ports.openAddress(organizerId, payload.sealed_address)
    await sendLinks(deps, { email, organizerId, eventId: payload.event_id }, whoeverAsked)
  })
}
