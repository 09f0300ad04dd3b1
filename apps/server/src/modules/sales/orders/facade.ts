import type { Actor } from '../../../platform/http/access.ts'
import type { Payment, Settlement } from '../payments/public.ts'
import type { CancelOrder } from './cancel-order.ts'
import type { ChangeAttendee } from './change-attendee.ts'
import type { ExportAttendees } from './export-attendees.ts'
import type { OrderQuery, OrderRow } from './list.sql.ts'
import type { AttendeeWish, Attending } from './list-attendees.ts'
import type { PayOrder } from './pay-order.ts'
import type { PlacedOrder, PlaceOrder } from './place-order.ts'
import type { Order, Orders } from './public.ts'
import type { detailOfOrder, OrderDetail, OrderView } from './read-order.ts'
import type { refundEvent } from './refund-event.ts'
import type { RefundOrder } from './refund-order.ts'
import type { ResendOrder, requestLinks } from './resend-order.ts'
import type { retryRefund } from './retry-refund.ts'
import type { reviewPayment } from './review-payment.ts'

/** The facade for other modules, and what this module's own routes, seeds and tests use besides. */
export type OrdersModule = Orders & {
  place(command: PlaceOrder, actor: Actor): Promise<PlacedOrder>
  pay(order: Order, wish: PayOrder): Promise<Payment>
  cancel(command: CancelOrder): Promise<Order>
  refund(command: RefundOrder): Promise<Order>
  retryRefund(command: Parameters<typeof retryRefund>[1]): Promise<void>
  reviewPayment(command: Parameters<typeof reviewPayment>[1]): Promise<void>
  refundEvent(command: Parameters<typeof refundEvent>[1]): Promise<void>
  changeAttendee(command: ChangeAttendee): Promise<Order>
  resend(command: ResendOrder): Promise<void>
  requestLinks(wish: Parameters<typeof requestLinks>[1]): Promise<void>
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
