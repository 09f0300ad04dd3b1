import { translate } from '@tessera/kernel/translated'
import type { Payment } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { isPayable } from './orders.sql.ts'
import { type Order, orderErrors } from './public.ts'

export type PayOrder = { gateway: string; returnPath: string | null }

/**
 * Begins an attempt to pay. The amount is the order's, whatever the browser believes; no transaction is open while the
 * gateway is asked. The way back carries no secret: the browser that left has kept it.
 */
export async function payOrder(deps: OrdersDeps, order: Order, { gateway, returnPath }: PayOrder): Promise<Payment> {
  const { payable, head } = await deps.db.tenant(order.organizerId, async tx => ({
    payable: await isPayable(tx, order.id),
    head: (await deps.catalog.heads(tx, [order.eventId])).get(order.eventId),
  }))
  if (!payable || !order.payUntil || head?.state === 'cancelled') throw orderErrors.not_payable()
  const back = `${deps.settings.origin}${returnPath ?? `/orders/${order.code}`}`
  const title = head ? translate(head.title, order.locale, [head.defaultLocale]) : ''
  return deps.sales.payments.start({
    organizerId: order.organizerId,
    orderId: order.id,
    orderCode: order.code,
    gateway,
    amountMinor: order.totalMinor,
    currency: order.currency,
    description: `${title} · ${order.code}`,
    buyerEmail: order.buyerEmail,
    locale: order.locale,
    returnUrl: `${back}?payment=returned`,
    cancelUrl: `${back}?payment=abandoned`,
    expiresAt: order.payUntil,
  })
}

/** A payment of another order is none of this one's. */
export async function checkPayment(
  deps: OrdersDeps,
  { id, organizerId }: Pick<Order, 'id' | 'organizerId'>,
  paymentId: string,
): Promise<Payment | null> {
  const { payments } = await deps.db.tenant(organizerId, tx => deps.sales.payments.ofOrder(tx, id))
  return payments.some(payment => payment.id === paymentId) ? deps.sales.payments.check(organizerId, paymentId) : null
}
