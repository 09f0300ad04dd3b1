import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { route } from '../../../platform/http/route.ts'
import { at, id, idOut, instantOut, money, moneyOut, wireId } from '../../../platform/http/wire.ts'
import { type Analytics, NEED_KINDS, type Need } from './public.ts'

const needSchema = z
  .object({
    kind: z.enum(NEED_KINDS),
    event_id: idOut('evt'),
    order: z
      .object({ id: idOut('ord'), code: z.string() })
      .nullable()
      .meta({ description: 'Null where it is about all orders of the event' }),
    orders: z.int(),
    amount: money.nullable(),
    since: instantOut,
  })
  .meta({ id: 'Need' })

const needsSchema = z
  .object({
    data: z.array(needSchema),
    total: z.int().meta({ description: 'How many there are; the first are listed' }),
  })
  .meta({ id: 'Needs' })

export function needsRoutes(app: FastifyInstance, { analytics }: { analytics: Pick<Analytics, 'needs'> }): void {
  route(app, {
    method: 'GET',
    url: '/v1/organizers/:organizer/needs',
    operationId: 'listNeeds',
    summary:
      'What waits for somebody: disputes, suspicious payments, refunds that failed or wait, tickets that reached nobody',
    tag: 'Insight',
    access: { kind: 'member', permission: 'orders.view' },
    rate: 'report',
    idempotency: 'safe',
    params: z.object({ organizer: id('org') }),
    responses: { 200: needsSchema },
    handle: async call => {
      const { needs, total } = await analytics.needs(call.organizerId, call.admission.eventIds)
      return { status: 200, body: { data: needs.map(present), total } }
    },
  })
}

function present(need: Need): z.input<typeof needSchema> {
  const { kind, eventId, orderId, orderCode, orders, amountMinor, currency, since } = need
  return {
    kind,
    event_id: wireId('evt', eventId),
    order: orderId && orderCode ? { id: wireId('ord', orderId), code: orderCode } : null,
    orders,
    amount: amountMinor !== null && currency !== null ? moneyOut(amountMinor, currency) : null,
    since: at(since),
  }
}
