import type { Actor } from '../../../platform/http/access.ts'
import type { Subscriber } from '../../../platform/outbox/outbox.ts'
import type { Payment, Settlement } from '../payments/public.ts'
import { type CancelOrder, cancelOrder } from './cancel-order.ts'
import { type ChangeAttendee, changeAttendee } from './change-attendee.ts'
import type { OrdersDeps } from './deps.ts'
import { type ExportAttendees, exportAttendees } from './export-attendees.ts'
import { type OrderQuery, type OrderRow, selectOrderRows } from './list.sql.ts'
import { type AttendeeWish, type Attending, listAttendees } from './list-attendees.ts'
import { onEventCancelled } from './on-event-cancelled.ts'
import { linkOf, openOrder } from './open-order.ts'
import { existsForDate, existsForEvent, existsForProduct, selectOrder } from './orders.sql.ts'
import { checkPayment, type PayOrder, payOrder } from './pay-order.ts'
import { type PlacedOrder, type PlaceOrder, placeOrder } from './place-order.ts'
import type { Order, Orders } from './public.ts'
import { detailOfOrder, type OrderDetail, type OrderView, viewOrder } from './read-order.ts'
import { onEventRefundRequested, refundEvent } from './refund-event.ts'
import { type RefundOrder, refundOrder } from './refund-order.ts'
import { type ResendOrder, resendOrder, sendLinks } from './resend-order.ts'
import { retryRefund } from './retry-refund.ts'
import { createSettlement } from './settlement.ts'
import { selectResendRecipient } from './timeline.sql.ts'

/** The facade for other modules, and what this module's own routes, seeds and tests use besides. */
export type OrdersModule = Orders & {
  place(command: PlaceOrder, actor: Actor): Promise<PlacedOrder>
  pay(order: Order, wish: PayOrder): Promise<Payment>
  cancel(command: CancelOrder): Promise<Order>
  refund(command: RefundOrder): Promise<Order>
  retryRefund(command: Parameters<typeof retryRefund>[1]): Promise<void>
  refundEvent(command: Parameters<typeof refundEvent>[1]): Promise<void>
  changeAttendee(command: ChangeAttendee): Promise<Order>
  resend(command: ResendOrder): Promise<void>
  sendLinks(wish: Parameters<typeof sendLinks>[1], actor: Actor): Promise<void>
  view(order: Pick<Order, 'id' | 'organizerId'>): Promise<OrderView>
  /** Asks the gateway how a payment of this order stands; null when it has no such payment. */
  check(order: Pick<Order, 'id' | 'organizerId'>, paymentId: string): Promise<Payment | null>
  detail(wish: Parameters<typeof detailOfOrder>[1]): Promise<OrderDetail>
  list(organizerId: string, query: OrderQuery): Promise<OrderRow[]>
  attendees(organizerId: string, wish: AttendeeWish): Promise<Attending[]>
  exportAttendees(wish: ExportAttendees): Promise<AsyncIterable<string>>
  /** Whose an id is, and so where a buyer's lookup goes. */
  tenantOf(uuid: string): Promise<string | null>
  /** Payments calls this when money has moved. */
  settlement: Settlement
}

export function createOrders(deps: OrdersDeps): OrdersModule {
  return {
    get: selectOrder,
    open: (orderId, secret) => openOrder(deps, orderId, secret),
    linkOf: order => linkOf(deps, order),
    resendRecipient: selectResendRecipient,
    hasOrders: existsForEvent,
    isDateSold: existsForDate,
    isSold: existsForProduct,
    place: (command, actor) => placeOrder(deps, command, actor),
    pay: (order, wish) => payOrder(deps, order, wish),
    cancel: command => cancelOrder(deps, command),
    refund: command => refundOrder(deps, command),
    retryRefund: command => retryRefund(deps, command),
    refundEvent: command => refundEvent(deps, command),
    changeAttendee: command => changeAttendee(deps, command),
    resend: command => resendOrder(deps, command),
    sendLinks: (wish, actor) => sendLinks(deps, wish, actor),
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
  return [onEventCancelled(deps), onEventRefundRequested(deps)]
}
