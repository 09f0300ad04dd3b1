import { formatId } from '@tessera/kernel/ids'
import type { OrdersDeps } from './deps.ts'
import { selectOrder } from './orders.sql.ts'
import type { Order } from './public.ts'

/** Null for a wrong secret and for no such order alike. */
export async function openOrder(deps: OrdersDeps, orderId: string, secret: string): Promise<Order | null> {
  const organizerId = await deps.organizers.tenantOf(orderId)
  if (!organizerId) return null
  const order = await deps.db.tenant(organizerId, tx => selectOrder(tx, orderId))
  return order && deps.ports.acceptsSecret(order.id, order.secretVersion, secret) ? order : null
}

export function linkOf(deps: OrdersDeps, order: Pick<Order, 'id' | 'code' | 'secretVersion'>): string {
  return `/orders/${order.code}#${formatId('ord', order.id)}.${deps.ports.secretOf(order.id, order.secretVersion)}`
}
