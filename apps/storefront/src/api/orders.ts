import { queryOptions } from '@tanstack/react-query'
import {
  cancelOrder,
  changeAttendee,
  checkPayment,
  getOrder,
  getOrderCalendar,
  getOrderTicketsPdf,
  lookUpOrders,
  type Order,
  type Payment,
  type PlacedOrder,
  type PlaceOrderData,
  payOrder,
  placeOrder,
  resendOrder,
} from '@tessera/sdk'
import { answer } from './answer.ts'

export type { Order, OrderEvent, OrderLine, OrderTicket, Payment, PlacedOrder } from '@tessera/sdk'

/** Opens an order; travels in a header only. */
export type OrderKey = { id: string; secret: string }
export type NewOrder = PlaceOrderData['body']

const opened = ({ id, secret }: OrderKey) => ({ path: { order: id }, headers: { 'Order-Secret': secret } })

/** `once` again gives the first answer again. */
const openedOnce = ({ id, secret }: OrderKey, once: string = crypto.randomUUID()) => ({
  path: { order: id },
  headers: { 'Order-Secret': secret, 'Idempotency-Key': once },
})

/** The same key again finds the same order: a lost answer is no second order. */
export function place(body: NewOrder, holdSecret: string, idempotencyKey: string): Promise<PlacedOrder> {
  const headers = { 'Hold-Secret': holdSecret, 'Idempotency-Key': idempotencyKey }
  return answer(placeOrder({ body, headers }))
}

export const orderQuery = (key: OrderKey) =>
  queryOptions({
    queryKey: ['order', key.id],
    queryFn: (): Promise<Order> => answer(getOrder(opened(key))),
    staleTime: 0,
  })

export const pay = (key: OrderKey, gateway: string, idempotencyKey: string): Promise<Payment> =>
  answer(payOrder({ ...openedOnce(key, idempotencyKey), body: { gateway } }))

export const check = (key: OrderKey, payment: string): Promise<Payment> => {
  const { path, headers } = opened(key)
  return answer(checkPayment({ path: { ...path, payment }, headers }))
}

export const giveUp = (key: OrderKey): Promise<Order> => answer(cancelOrder(openedOnce(key)))

export const resend = (key: OrderKey): Promise<unknown> => answer(resendOrder(openedOnce(key)))

export type AttendeeChange = { attendee_name: string | null; attendee_email: string | null }

export function nameAttendee(key: OrderKey, line: string, version: number, body: AttendeeChange): Promise<Order> {
  const { path, headers } = opened(key)
  return answer(changeAttendee({ path: { ...path, line }, headers: { ...headers, 'If-Match': `"v${version}"` }, body }))
}

export const findOrders = (email: string, eventId: string): Promise<unknown> =>
  answer(lookUpOrders({ body: { email, event_id: eventId } }))

/** A file that only the secret opens: fetched with the header, since a link could not carry it safely. */
export async function fetchFile(key: OrderKey, file: 'tickets.pdf' | 'calendar.ics', locale: string): Promise<Blob> {
  const request = file === 'tickets.pdf' ? getOrderTicketsPdf : getOrderCalendar
  return answer(request({ ...opened(key), query: { locale }, parseAs: 'blob' }))
}
