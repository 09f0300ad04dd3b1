import { queryOptions } from '@tanstack/react-query'
import type { OrderRow } from '@tessera/sdk'
import * as sdk from '@tessera/sdk'
import { answer, filled, ifMatch, keyed } from './client.ts'

export type { OrderDetail, OrderLine, OrderRow, Refund } from '@tessera/sdk'
export type OrderState = OrderRow['state']
export type RefundWish = sdk.RefundOrderData['body']
export type AttendeeChange = sdk.ChangeAttendeeAsOrganizerData['body']

export type OrderFilter = {
  event?: string
  state?: OrderState
  alert?: 'disputed' | 'suspicious'
  q?: string
  from?: string
  to?: string
  sort?: 'newest' | 'oldest' | 'highest' | 'lowest'
  cursor?: string
  limit?: number
}

export const ordersQuery = (organizer: string, filter: OrderFilter) =>
  queryOptions({
    queryKey: [organizer, 'orders', filter],
    queryFn: () => answer(sdk.listOrders({ path: { organizer }, query: filled(filter) })),
    placeholderData: before => before,
  })

/** How its price came about is told in words, so another language is another answer. */
export const orderQuery = (organizer: string, order: string, language: string) =>
  queryOptions({
    queryKey: [organizer, 'order', order, language],
    queryFn: () => answer(sdk.getOrderDetail({ path: { organizer, order } })),
    placeholderData: before => (before?.id === order ? before : undefined),
  })

const key = (text: string) => ({ 'Idempotency-Key': text })

/** The key belongs to the dialog: pressed twice, or tried again after a broken connection, it refunds once. */
export const refundOrder = (organizer: string, order: string, body: RefundWish, intention: string) =>
  answer(sdk.refundOrder({ path: { organizer, order }, body, headers: key(intention) }))
export const retryRefund = (organizer: string, order: string, refund: string) =>
  answer(sdk.retryRefund({ path: { organizer, order, refund }, headers: keyed() }))
export const reviewPayment = (organizer: string, order: string, payment: string) =>
  answer(sdk.reviewPayment({ path: { organizer, order, payment }, headers: keyed() }))
export const cancelOrder = (organizer: string, order: string, reason: string, intention: string) =>
  answer(sdk.cancelOrderAsOrganizer({ path: { organizer, order }, body: filled({ reason }), headers: key(intention) }))
export const resendOrder = (organizer: string, order: string, email: string | undefined) =>
  answer(sdk.resendOrderAsOrganizer({ path: { organizer, order }, body: filled({ email }), headers: keyed() }))
/** Guests are changed under the version of the order that was read. */
export const changeAttendee = (
  organizer: string,
  order: { id: string; version: number },
  line: string,
  body: AttendeeChange,
) =>
  answer(
    sdk.changeAttendeeAsOrganizer({
      path: { organizer, order: order.id, line },
      body,
      headers: ifMatch(order.version),
    }),
  )
export const reissueTicket = (organizer: string, ticket: string) =>
  answer(sdk.reissueTicket({ path: { organizer, ticket }, headers: keyed() }))
export const refundEvent = (organizer: string, event: string, reason: string) =>
  answer(sdk.refundEvent({ path: { organizer, event }, body: { reason }, headers: keyed() }))
