import type { FastifyInstance, FastifyReply } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, handled, media, route } from '../../../platform/http/route.ts'
import type { TicketsModule } from './facade.ts'
import { ticketErrors } from './public.ts'
import {
  languageQuery,
  memberTicketParams,
  orderParams,
  presentReissued,
  presentWalletPass,
  reissuedTicketSchema,
  ticketOfOrderParams,
  walletPassSchema,
} from './tickets.schemas.ts'

/** Verifies an order's secret; null for a wrong one and for an order that does not exist. Orders implements it. */
export type OpenOrder = (orderId: string, secret: string) => Promise<{ organizerId: string; locale: string } | null>

const BUYER = { tag: 'Buying', access: { kind: 'secret', header: 'order-secret' }, idempotency: 'safe' } as const

type OfTickets = Pick<TicketsModule, 'documentsOf' | 'reissueFor'>

export function ticketsRoutes(app: FastifyInstance, tickets: OfTickets, openOrder: OpenOrder): void {
  const opened = async (call: Call, orderId: string) => {
    const order = await openOrder(orderId, call.header('order-secret') ?? '')
    if (!order) throw requestErrors.not_found()
    return order
  }
  registerFiles(app, tickets, opened)
  registerWalletPass(app, tickets, opened)
  registerReissuing(app, tickets)
}

type Opened = (call: Call, orderId: string) => Promise<NonNullable<Awaited<ReturnType<OpenOrder>>>>

function registerFiles(app: FastifyInstance, tickets: OfTickets, opened: Opened) {
  route(app, {
    ...BUYER,
    method: 'GET',
    url: '/v1/orders/:order/tickets.pdf',
    operationId: 'getOrderTicketsPdf',
    summary: 'All tickets of a paid order as a PDF, a page each',
    rate: 'browse',
    params: orderParams,
    query: languageQuery,
    responses: { 200: media('application/pdf') },
    errors: [ticketErrors.none],
    handle: async call => {
      const order = await opened(call, call.params.order)
      const locale = call.query.locale ?? order.locale
      const pdf = await tickets.documentsOf.pdf(order.organizerId, call.params.order, locale)
      return sendFile(call.reply, pdf, 'application/pdf', 'tickets.pdf')
    },
  })

  route(app, {
    ...BUYER,
    method: 'GET',
    url: '/v1/orders/:order/calendar.ics',
    operationId: 'getOrderCalendar',
    summary: 'The dates of a paid order for a calendar; a later copy updates an earlier one',
    rate: 'browse',
    params: orderParams,
    query: languageQuery,
    responses: { 200: media('text/calendar') },
    errors: [ticketErrors.none],
    handle: async call => {
      const order = await opened(call, call.params.order)
      const locale = call.query.locale ?? order.locale
      const calendar = await tickets.documentsOf.calendar(order.organizerId, call.params.order, locale)
      return sendFile(call.reply, Buffer.from(calendar), 'text/calendar; charset=utf-8', 'tickets.ics')
    },
  })
}

function registerWalletPass(app: FastifyInstance, tickets: OfTickets, opened: Opened) {
  route(app, {
    ...BUYER,
    method: 'GET',
    url: '/v1/orders/:order/tickets/:ticket/wallet',
    operationId: 'getTicketWalletPass',
    summary: 'What a pass for a phone wallet is made of',
    rate: 'browse',
    params: ticketOfOrderParams,
    query: languageQuery,
    responses: { 200: walletPassSchema },
    errors: [ticketErrors.none],
    handle: async call => {
      const order = await opened(call, call.params.order)
      const locale = call.query.locale ?? order.locale
      const { order: orderId, ticket } = call.params
      return {
        status: 200,
        body: presentWalletPass(await tickets.documentsOf.wallet(order.organizerId, orderId, ticket, locale)),
      }
    },
  })
}

function registerReissuing(app: FastifyInstance, tickets: OfTickets) {
  route(app, {
    method: 'POST',
    url: '/v1/organizers/:organizer/tickets/:ticket/reissue',
    operationId: 'reissueTicket',
    summary: 'Make a new code; the old one never enters again',
    tag: 'Orders',
    access: { kind: 'member', permission: 'orders.edit' },
    rate: 'browse',
    idempotency: 'key',
    params: memberTicketParams,
    responses: { 200: reissuedTicketSchema },
    errors: [ticketErrors.void],
    handle: async call => {
      const ticket = await tickets.reissueFor(call.organizerId, {
        ticketId: call.params.ticket,
        eventIds: call.admission.eventIds,
        actor: call.actor,
      })
      return { status: 200, body: presentReissued(ticket) }
    },
  })
}

function sendFile(reply: FastifyReply, content: Buffer, type: string, name: string): typeof handled {
  void reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(content)
  return handled
}
