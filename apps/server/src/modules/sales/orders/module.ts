import { createLane } from '../../../platform/lanes/lane.ts'
import type { Subscriber } from '../../../platform/outbox/outbox.ts'
import { inventoryErrors } from '../inventory/public.ts'
import { cancelOrder } from './cancel-order.ts'
import { changeAttendee } from './change-attendee.ts'
import type { OrdersDeps } from './deps.ts'
import { exportAttendees } from './export-attendees.ts'
import type { OrdersModule } from './facade.ts'
import { selectOrderRows } from './list.sql.ts'
import { listAttendees } from './list-attendees.ts'
import { onEventCancelled } from './on-event-cancelled.ts'
import { onLookupRequested } from './on-lookup-requested.ts'
import { linkOf, openOrder } from './open-order.ts'
import { existsForDate, existsForEvent, existsForProduct, selectOrder, selectOrderIds } from './orders.sql.ts'
import { checkPayment, payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import { type OrderOutcome, type OrderWish, placeOrders } from './place-orders.ts'
import { detailOfOrder, viewOrder } from './read-order.ts'
import { onEventRefundRequested, refundEvent } from './refund-event.ts'
import { refundOrder } from './refund-order.ts'
import { requestLinks, resendOrder } from './resend-order.ts'
import { retryRefund } from './retry-refund.ts'
import { reviewPayment } from './review-payment.ts'
import { createSettlement } from './settlement.ts'
import { selectResendRecipient } from './timeline.sql.ts'

const LANE = { maxBatch: 200, maxWaiting: 2_000, maxInFlight: 3 }

export function createOrders(deps: OrdersDeps): OrdersModule {
  const placing = createLane<OrderWish, OrderOutcome>({
    ...LANE,
    keyOf: wish => wish.hold.organizerId,
    run: (organizerId, batch) => placeOrders(deps, organizerId, batch),
    refuse: () => inventoryErrors.busy({ retryAfterSeconds: 1 }),
  })
  return {
    get: selectOrder,
    open: (orderId, secret) => openOrder(deps, orderId, secret),
    linkOf: order => linkOf(deps, order),
    resendRecipient: selectResendRecipient,
    paidIdsOfEvent: (tx, eventId, after, most) => selectOrderIds(tx, eventId, ['paid', 'partly_refunded'], after, most),
    hasOrders: existsForEvent,
    isDateSold: existsForDate,
    isSold: existsForProduct,
    place: (command, actor) => placeOrder(deps, placing, command, actor),
    pay: (order, wish) => payOrder(deps, order, wish),
    cancel: command => cancelOrder(deps, command),
    refund: command => refundOrder(deps, command),
    retryRefund: command => retryRefund(deps, command),
    reviewPayment: command => reviewPayment(deps, command),
    refundEvent: command => refundEvent(deps, command),
    changeAttendee: command => changeAttendee(deps, command),
    resend: command => resendOrder(deps, command),
    requestLinks: wish => requestLinks(deps, wish),
    view: order => viewOrder(deps, order),
    check: (order, paymentId) => checkPayment(deps, order, paymentId),
    detail: wish => detailOfOrder(deps, wish),
    list: (organizerId, query) => deps.db.tenant(organizerId, tx => selectOrderRows(tx, query)),
    attendees: (organizerId, wish) => deps.db.tenant(organizerId, tx => listAttendees(deps, tx, wish)),
    exportAttendees: wish => exportAttendees(deps, wish),
    tenantOf: uuid => deps.organizers.tenantOf(uuid),
    settlement: createSettlement(deps),
  }
}

export function ordersSubscribers(deps: OrdersDeps): Subscriber[] {
  return [onEventCancelled(deps), onEventRefundRequested(deps), onLookupRequested(deps)]
}
