import type { OrderKey } from '../api/orders.ts'
import { fragmentOf } from '../order/order-key.ts'

/**
 * Where the gateway's own fields are shown. A document of its own, reached by a full load: it alone lets in the gateway's
 * script. The server finds the organizer by the order's id; the secret stays in the fragment.
 */
export function payAddress(code: string, key: OrderKey, gateway: string): string {
  const query = new URLSearchParams({ order: key.id, gateway })
  return `/orders/${encodeURIComponent(code)}/pay?${query}#${fragmentOf(key)}`
}

/** Back on the order's page, by a full load too: what was let in for paying stays behind. */
export function orderAddress(code: string, payment: 'returned' | 'abandoned'): string {
  return `/orders/${encodeURIComponent(code)}?payment=${payment}`
}
