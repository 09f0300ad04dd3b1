import { audit } from '../../../platform/audit/audit.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { OrdersDeps } from './deps.ts'
import { lockOrder, selectOrdersOfBuyer } from './orders.sql.ts'
import { orderErrors, orderLinksRequested, orderLookupRequested, orderResendRequested } from './public.ts'
import { addToTimeline, happenedWithin } from './timeline.sql.ts'

export type ResendOrder = {
  organizerId: string
  orderId: string
  /** Another address than the buyer's; only an organizer may name one. */
  email: string | null
  actor: Actor
  eventIds: readonly string[] | null
}

const QUIET_MINUTES = 2
const LOOKUP_QUIET_MINUTES = 10
const MOST_ORDERS = 20

/** The order's mail is sent once more. The address stays in the timeline: what is told to others names the request only. */
export async function resendOrder(deps: OrdersDeps, command: ResendOrder): Promise<void> {
  const { organizerId, orderId, email, actor } = command
  await deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (!order || (command.eventIds && !command.eventIds.includes(order.eventId))) throw requestErrors.not_found()
    // What was never paid has no tickets to send; its link goes out by the lookup.
    if (order.paidAt === null || order.state === 'cancelled') throw orderErrors.wrong_state()
    // Whoever clicks again gets the same answer and no second mail.
    if (actor.kind === 'buyer' && (await happenedWithin(tx, orderId, 'resend_requested', QUIET_MINUTES))) return
    const data = email ? { email } : {}
    const requestId = await addToTimeline(tx, { organizerId, orderId, kind: 'resend_requested', actor, data })
    if (actor.kind !== 'buyer')
      await audit(tx, {
        actor,
        action: 'orders.resent',
        subject: { kind: 'order', id: orderId },
        ...(email ? { changes: { after: { email } } } : {}),
      })
    await emit(tx, orderResendRequested, orderId, { event_id: order.eventId, request_id: requestId })
  })
}

type LinksWish = { email: string; organizerId: string; eventId: string | null }

/**
 * Somebody asks for the links of his orders by address. Whether there are any is told to that address only: what is done
 * here, and the time it takes, is the same for all.
 */
export async function requestLinks(
  { db, ports }: OrdersDeps,
  { email, organizerId, eventId }: LinksWish,
): Promise<void> {
  const sealed = await ports.sealAddress(organizerId, email)
  await db.tenant(organizerId, tx =>
    emit(tx, orderLookupRequested, eventId ?? organizerId, { sealed_address: sealed, event_id: eventId }),
  )
}

/** At most one mail goes out in ten minutes. */
export async function sendLinks(deps: OrdersDeps, wish: LinksWish, actor: Actor): Promise<void> {
  const { organizerId } = wish
  await deps.db.tenant(organizerId, async tx => {
    const found = await selectOrdersOfBuyer(tx, wish.email, wish.eventId, MOST_ORDERS)
    const newest = found[0]
    if (!newest) return
    await lockOrder(tx, newest.id)
    if (await happenedWithin(tx, newest.id, 'links_requested', LOOKUP_QUIET_MINUTES)) return
    for (const { id } of found) await addToTimeline(tx, { organizerId, orderId: id, kind: 'links_requested', actor })
    await emit(tx, orderLinksRequested, newest.id, { order_ids: found.map(order => order.id) })
  })
}
