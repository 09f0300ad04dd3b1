import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { etagOf, requireVersion } from '../../../platform/http/wire.ts'
import { inventoryErrors } from '../inventory/public.ts'
import { paymentErrors } from '../payments/public.ts'
import type { OrdersModule } from './facade.ts'
import { orderOut, paymentOut, placedOrderOut } from './order-out.schemas.ts'
import {
  changeOf,
  lineBody,
  lineParams,
  lookupBody,
  orderParams,
  payBody,
  paymentParams,
  placeBody,
  placeOf,
} from './orders.schemas.ts'
import { presentOrder, presentPayment } from './present-order.schemas.ts'
import { type Order, orderErrors } from './public.ts'

const BUYER = { tag: 'Buying', access: { kind: 'secret', header: 'order-secret' }, rate: 'sale' } as const

/** What a buyer does with an order: with its secret, and without an account. */
export function buyerOrdersRoutes(app: FastifyInstance, orders: OrdersModule): void {
  registerPlacing(app, orders)
  registerReading(app, orders)
  registerPaying(app, orders)
  registerChanging(app, orders)
}

async function opened(orders: OrdersModule, call: Call, orderId: string): Promise<Order> {
  const order = await orders.open(orderId, call.header('order-secret') ?? '')
  if (!order) throw requestErrors.not_found()
  return order
}

async function shown(orders: OrdersModule, order: Pick<Order, 'id' | 'organizerId'>) {
  const body = presentOrder(await orders.view(order))
  return { status: 200 as const, body, headers: { etag: etagOf(body.version) } }
}

function registerPlacing(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    method: 'POST',
    url: '/v1/orders',
    operationId: 'placeOrder',
    summary: 'Order what is held, at the price of the hold',
    description: 'A free order is paid at once. The secret opens the order; nobody can find it out again but by mail.',
    tag: 'Buying',
    access: { kind: 'secret', header: 'hold-secret' },
    rate: 'sale',
    idempotency: 'key',
    body: placeBody,
    responses: { 201: placedOrderOut },
    errors: [
      inventoryErrors.hold_expired,
      inventoryErrors.hold_used,
      inventoryErrors.busy,
      orderErrors.invalid_answers,
      orderErrors.not_on_sale,
    ],
    handle: async call => {
      const placed = await orders.place(placeOf(call.body, call.header('hold-secret') ?? ''), call.actor)
      const { order, secret } = placed
      const shown = presentOrder(placed.view)
      return {
        status: 201,
        body: { ...shown, secret, path: orders.linkOf(order) },
        headers: { etag: etagOf(shown.version) },
      }
    },
  })

  route(app, {
    method: 'POST',
    url: '/v1/orders/lookup',
    operationId: 'lookUpOrders',
    summary: 'Send the links of all orders of an address to that address',
    description: 'Always answers 202: whether there are any orders is told to the address only.',
    tag: 'Buying',
    access: { kind: 'public' },
    rate: 'auth',
    idempotency: 'natural',
    body: lookupBody,
    responses: { 202: null },
    handle: async call => {
      const { email, event_id: eventId, organizer_id: organizerId } = call.body
      const tenant = await orders.tenantOf((eventId ?? organizerId)!)
      if (tenant) await orders.requestLinks({ email, organizerId: tenant, eventId: eventId ?? null })
      return { status: 202, body: undefined }
    },
  })
}

function registerReading(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...BUYER,
    method: 'GET',
    url: '/v1/orders/:order',
    operationId: 'getOrder',
    summary: 'Read an order, with its tickets once it is paid',
    idempotency: 'safe',
    params: orderParams,
    responses: { 200: orderOut },
    handle: async call => shown(orders, await opened(orders, call, call.params.order)),
  })
}

function registerPaying(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...BUYER,
    method: 'POST',
    url: '/v1/orders/:order/payments',
    operationId: 'payOrder',
    summary: 'Begin to pay; answers what to do next',
    idempotency: 'key',
    params: orderParams,
    body: payBody,
    responses: { 201: paymentOut },
    errors: [
      orderErrors.not_payable,
      paymentErrors.gateway_unknown,
      paymentErrors.gateway_unavailable,
      paymentErrors.outcome_unknown,
    ],
    handle: async call => {
      const order = await opened(orders, call, call.params.order)
      const { gateway, return_path: returnPath } = call.body
      const payment = await orders.pay(order, { gateway, returnPath: returnPath ?? null })
      return { status: 201, body: presentPayment(payment, true) }
    },
  })

  route(app, {
    ...BUYER,
    method: 'POST',
    url: '/v1/orders/:order/payments/:payment/check',
    operationId: 'checkPayment',
    summary: 'Ask the gateway now how a payment stands',
    idempotency: 'natural',
    params: paymentParams,
    responses: { 200: paymentOut },
    errors: [paymentErrors.gateway_unavailable],
    handle: async call => {
      const order = await opened(orders, call, call.params.order)
      const payment = await orders.check(order, call.params.payment)
      if (!payment) throw requestErrors.not_found()
      return { status: 200, body: presentPayment(payment, true) }
    },
  })

  route(app, {
    ...BUYER,
    method: 'POST',
    url: '/v1/orders/:order/cancel',
    operationId: 'cancelOrder',
    summary: 'Give up an order that is not paid',
    idempotency: 'key',
    params: orderParams,
    responses: { 200: orderOut },
    errors: [orderErrors.wrong_state],
    handle: async call => {
      const { id: orderId, organizerId } = await opened(orders, call, call.params.order)
      const wish = { organizerId, orderId, reason: null, actor: call.actor, eventIds: null }
      return shown(orders, await orders.cancel({ ...wish, by: 'buyer', mayEndPaid: false }))
    },
  })
}

function registerChanging(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    ...BUYER,
    method: 'PATCH',
    url: '/v1/orders/:order/lines/:line',
    operationId: 'changeAttendee',
    summary: 'Say who comes; a new name makes a new code and kills the old one',
    idempotency: 'natural',
    params: lineParams,
    body: lineBody,
    responses: { 200: orderOut },
    errors: [
      requestErrors.precondition_required,
      requestErrors.precondition_failed,
      orderErrors.wrong_state,
      orderErrors.line_cancelled,
      orderErrors.change_too_late,
      orderErrors.invalid_answers,
    ],
    handle: async call => {
      const version = requireVersion(call.header('if-match'))
      const { id: orderId, organizerId } = await opened(orders, call, call.params.order)
      const order = await orders.changeAttendee({
        organizerId,
        orderId,
        lineId: call.params.line,
        version,
        by: 'buyer',
        change: changeOf(call.body),
        actor: call.actor,
        eventIds: null,
      })
      return shown(orders, order)
    },
  })

  route(app, {
    ...BUYER,
    method: 'POST',
    url: '/v1/orders/:order/resend',
    operationId: 'resendOrder',
    summary: "Send the order's mail to its buyer once more",
    rate: 'auth',
    idempotency: 'key',
    params: orderParams,
    responses: { 202: null },
    errors: [orderErrors.wrong_state],
    handle: async call => {
      const { id: orderId, organizerId } = await opened(orders, call, call.params.order)
      await orders.resend({ organizerId, orderId, email: null, actor: call.actor, eventIds: null })
      return { status: 202, body: undefined }
    },
  })
}
