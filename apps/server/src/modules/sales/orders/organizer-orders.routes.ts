import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Access } from '../../../platform/http/access.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { decodeCursor, encodeCursor, etagOf, requireVersion } from '../../../platform/http/wire.ts'
import { paymentErrors } from '../payments/public.ts'
import { languageOf } from '../price.schemas.ts'
import type { OrdersModule } from './facade.ts'
import { orderDetailOut, ordersOut } from './order-out.schemas.ts'
import {
  changeOf,
  eventRefundBody,
  lineBody,
  listQuery,
  organizerParams,
  ownEventParams,
  ownLineParams,
  ownOrderParams,
  ownPaymentParams,
  ownRefundParams,
  reasonBody,
  refundBody,
  refundWishOf,
  resendBody,
} from './orders.schemas.ts'
import { presentDetail, presentRow } from './present-order.schemas.ts'
import { orderErrors } from './public.ts'

const BASE = '/v1/organizers/:organizer/orders'
const ORGANIZER = { tag: 'Orders', rate: 'browse' } as const
const views: Access = { kind: 'member', permission: 'orders.view' }
const edits: Access = { kind: 'member', permission: 'orders.edit' }
const refunds: Access = { kind: 'member', permission: 'orders.refund' }

type Wish = { organizerId: string; orderId: string; eventIds: readonly string[] | null }

/** What an organizer does with the orders of his events. */
export function organizerOrdersRoutes(app: FastifyInstance, orders: OrdersModule): void {
  registerReading(app, orders)
  registerRefunds(app, orders)
  registerMoreRefunds(app, orders)
  registerCare(app, orders)
  registerChanges(app, orders)
}

async function shown(orders: OrdersModule, wish: Wish, call: Pick<Call, 'header'>) {
  const body = presentDetail(await orders.detail(wish), languageOf(call))
  return { status: 200 as const, body, headers: { etag: etagOf(body.version) } }
}

/** By whom, under which key and for what: the same request asked again, and no other. */
function requestKeyOf({ actor, header, body }: Pick<Call, 'actor' | 'header' | 'body'>): string {
  return hash('sha256', JSON.stringify([actor.kind, actor.id, header('idempotency-key'), body]), 'base64url')
}

function registerReading(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...ORGANIZER,
    method: 'GET',
    url: BASE,
    operationId: 'listOrders',
    summary: 'Orders, newest first unless asked otherwise; searched by code, address, buyer or attendee',
    access: views,
    idempotency: 'safe',
    params: organizerParams,
    query: listQuery,
    responses: { 200: ordersOut },
    handle: async call => {
      const { event, state, alert, q, from, to, sort, limit, cursor } = call.query
      const after = decodeCursor(cursor, ['integer', 'uuid'])
      const rows = await orders.list(call.organizerId, {
        eventId: event ?? null,
        eventIds: call.admission.eventIds,
        state: state ?? null,
        alert: alert ?? null,
        q: q || null,
        from: from ?? null,
        to: to ?? null,
        sort,
        after: after && { totalMinor: after[0], id: after[1] },
        limit: limit + 1,
      })
      const data = rows.slice(0, limit)
      const last = data.at(-1)
      const next = rows.length > limit && last ? encodeCursor([Number(last.totalMinor), last.id]) : null
      return { status: 200, body: { data: data.map(presentRow), next_cursor: next } }
    },
  })

  route(app, {
    ...ORGANIZER,
    method: 'GET',
    url: `${BASE}/:order`,
    operationId: 'getOrderDetail',
    summary: 'An order with everything that happened to it',
    access: views,
    idempotency: 'safe',
    params: ownOrderParams,
    responses: { 200: orderDetailOut },
    handle: async call =>
      shown(
        orders,
        { organizerId: call.organizerId, orderId: call.params.order, eventIds: call.admission.eventIds },
        call,
      ),
  })
}

function registerRefunds(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...ORGANIZER,
    method: 'POST',
    url: `${BASE}/:order/refunds`,
    operationId: 'refundOrder',
    summary: 'Give money back: for all that is left, or for lines an amount each',
    description:
      'The money is booked as owed at once and the order is refunded when the gateway has paid. Of a free order the lines are only cancelled.',
    access: refunds,
    idempotency: 'key',
    params: ownOrderParams,
    body: refundBody,
    responses: { 200: orderDetailOut },
    errors: [
      orderErrors.wrong_state,
      orderErrors.unknown_line,
      orderErrors.refund_exceeds_rest,
      orderErrors.nothing_to_refund,
      orderErrors.full_refund_cancels,
      paymentErrors.disputed,
      paymentErrors.refund_exceeds_payment,
    ],
    handle: async call => {
      const wish = { organizerId: call.organizerId, orderId: call.params.order, eventIds: call.admission.eventIds }
      await orders.refund({
        ...wish,
        wish: refundWishOf(call.body),
        cancelLines: call.body.cancel_lines,
        reason: call.body.reason ?? null,
        requestKey: requestKeyOf(call),
        actor: call.actor,
      })
      return shown(orders, wish, call)
    },
  })
}

function registerMoreRefunds(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...ORGANIZER,
    method: 'POST',
    url: `${BASE}/:order/refunds/:refund/retry`,
    operationId: 'retryRefund',
    summary: 'Try a refund again that the gateway refused',
    access: refunds,
    idempotency: 'key',
    params: ownRefundParams,
    responses: { 200: orderDetailOut },
    errors: [orderErrors.refund_not_failed, paymentErrors.disputed, paymentErrors.refund_exceeds_payment],
    handle: async call => {
      const wish = { organizerId: call.organizerId, orderId: call.params.order, eventIds: call.admission.eventIds }
      await orders.retryRefund({ ...wish, refundId: call.params.refund, actor: call.actor })
      return shown(orders, wish, call)
    },
  })

  route(app, {
    ...ORGANIZER,
    method: 'POST',
    url: `${BASE}/:order/payments/:payment/review`,
    operationId: 'reviewPayment',
    summary: 'Say that a suspicious payment has been looked after: it waits for nobody any more',
    description: 'Nothing of it is decided here: what to do about it is done at the gateway.',
    access: refunds,
    idempotency: 'key',
    params: ownPaymentParams,
    responses: { 200: orderDetailOut },
    errors: [paymentErrors.not_suspicious],
    handle: async call => {
      const wish = { organizerId: call.organizerId, orderId: call.params.order, eventIds: call.admission.eventIds }
      await orders.reviewPayment({ ...wish, paymentId: call.params.payment, actor: call.actor })
      return shown(orders, wish, call)
    },
  })

  route(app, {
    ...ORGANIZER,
    method: 'POST',
    url: '/v1/organizers/:organizer/events/:event/refunds',
    operationId: 'refundEvent',
    summary: 'Give back everything that was paid for a cancelled event',
    access: { kind: 'member', permission: 'orders.refund', event: 'event' },
    idempotency: 'key',
    params: ownEventParams,
    body: eventRefundBody,
    responses: { 202: null },
    errors: [orderErrors.event_not_cancelled],
    handle: async call => {
      const { organizerId, actor } = call
      await orders.refundEvent({ organizerId, eventId: call.params.event, reason: call.body.reason, actor })
      return { status: 202, body: undefined }
    },
  })
}

function registerCare(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...ORGANIZER,
    method: 'POST',
    url: `${BASE}/:order/cancel`,
    operationId: 'cancelOrderAsOrganizer',
    summary: 'End an order; what was paid is given back by a refund',
    description: 'One that was paid takes the permission orders.refund as well.',
    access: edits,
    idempotency: 'key',
    params: ownOrderParams,
    body: reasonBody,
    responses: { 200: orderDetailOut },
    errors: [orderErrors.wrong_state],
    handle: async call => {
      const wish = { organizerId: call.organizerId, orderId: call.params.order, eventIds: call.admission.eventIds }
      const mayEndPaid = call.admission.permissions.has('orders.refund')
      await orders.cancel({
        ...wish,
        by: 'organizer',
        mayEndPaid,
        reason: call.body.reason ?? null,
        actor: call.actor,
      })
      return shown(orders, wish, call)
    },
  })

  route(app, {
    ...ORGANIZER,
    method: 'POST',
    url: `${BASE}/:order/resend`,
    operationId: 'resendOrderAsOrganizer',
    summary: "Send the order's mail once more, to its buyer or to another address",
    access: edits,
    idempotency: 'key',
    params: ownOrderParams,
    body: resendBody,
    responses: { 202: null },
    errors: [orderErrors.wrong_state],
    handle: async call => {
      const wish = { organizerId: call.organizerId, orderId: call.params.order, eventIds: call.admission.eventIds }
      await orders.resend({ ...wish, email: call.body.email ?? null, actor: call.actor })
      return { status: 202, body: undefined }
    },
  })
}

function registerChanges(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...ORGANIZER,
    method: 'PATCH',
    url: `${BASE}/:order/lines/:line`,
    operationId: 'changeAttendeeAsOrganizer',
    summary: 'Change who comes',
    access: edits,
    idempotency: 'natural',
    params: ownLineParams,
    body: lineBody,
    responses: { 200: orderDetailOut },
    errors: [
      requestErrors.precondition_required,
      requestErrors.precondition_failed,
      orderErrors.wrong_state,
      orderErrors.line_cancelled,
      orderErrors.invalid_answers,
    ],
    handle: async call => {
      const version = requireVersion(call.header('if-match'))
      const wish = { organizerId: call.organizerId, orderId: call.params.order, eventIds: call.admission.eventIds }
      const { line: lineId } = call.params
      const change = changeOf(call.body)
      await orders.changeAttendee({ ...wish, lineId, version, by: 'organizer', change, actor: call.actor })
      return shown(orders, wish, call)
    },
  })
}
