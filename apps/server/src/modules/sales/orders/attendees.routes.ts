import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Access } from '../../../platform/http/access.ts'
import { handled, media, route } from '../../../platform/http/route.ts'
import { decodeCursor, encodeCursor, locale } from '../../../platform/http/wire.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { OrdersModule } from './facade.ts'
import { attendeesOut } from './order-out.schemas.ts'
import { attendeesQuery, ownEventParams } from './orders.schemas.ts'
import { presentAttendee } from './present-order.schemas.ts'

const BASE = '/v1/organizers/:organizer/events/:event'
const views: Access = { kind: 'member', permission: 'attendees.view', event: 'event' }
const exports: Access = { kind: 'member', permission: 'attendees.export', event: 'event' }

/** Who comes to an event, as a list and as a file. */
export function attendeesRoutes(app: FastifyInstance, orders: OrdersModule, i18n: Pick<I18n, 't' | 'negotiate'>): void {
  registerList(app, orders)
  registerExport(app, orders, i18n)
}

function registerList(app: FastifyInstance, orders: OrdersModule) {
  route(app, {
    method: 'GET',
    url: `${BASE}/attendees`,
    operationId: 'listAttendees',
    summary: 'Who comes, in the order of buying',
    tag: 'Orders',
    access: views,
    rate: 'browse',
    idempotency: 'safe',
    params: ownEventParams,
    query: attendeesQuery,
    responses: { 200: attendeesOut },
    handle: async call => {
      const { q, product, date, checked_in: checkedIn, limit, cursor } = call.query
      const after = decodeCursor(cursor, ['uuid'])?.[0] ?? null
      const rows = await orders.attendees(call.organizerId, {
        eventId: call.params.event,
        q: q || null,
        productId: product ?? null,
        dateId: date ?? null,
        checkedIn: checkedIn ?? null,
        after,
        limit: limit + 1,
      })
      const data = rows.slice(0, limit)
      const next = rows.length > limit ? encodeCursor([data.at(-1)!.lineId]) : null
      return { status: 200, body: { data: data.map(presentAttendee), next_cursor: next } }
    },
  })
}

function registerExport(app: FastifyInstance, orders: OrdersModule, i18n: Pick<I18n, 't' | 'negotiate'>) {
  route(app, {
    method: 'GET',
    url: `${BASE}/attendees.csv`,
    operationId: 'exportAttendees',
    summary: 'All attendees as CSV, a column for each question',
    tag: 'Orders',
    access: exports,
    rate: 'report',
    idempotency: 'safe',
    params: ownEventParams,
    query: z.object({ locale: locale.optional() }),
    responses: { 200: media('text/csv') },
    handle: async call => {
      const language = call.query.locale ?? i18n.negotiate(call.header('accept-language'))
      const rows = await orders.exportAttendees({
        organizerId: call.organizerId,
        eventId: call.params.event,
        locale: language,
        heading: column => i18n.t(language, `orders.csv.${column}`),
        actor: call.actor,
      })
      void call.reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="attendees.csv"')
        .header('cache-control', 'private, no-store')
        .send(Readable.from(rows))
      return handled
    },
  })
}
