import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, handled, media, route } from '../../../platform/http/route.ts'
import { at, id, idOut, instant, instantOut, money, moneyOut, wireId } from '../../../platform/http/wire.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import type { Analytics, Dashboard, DashboardQuery } from './public.ts'

const scope = z.object({ organizer: id('org') })
const query = z.object({ event: id('evt').optional(), from: instant.optional(), to: instant.optional() })
const DAYS_SHOWN = 30
const DAY_MS = 86_400_000

export const dashboardSchema = z
  .object({
    from: instantOut,
    to: instantOut,
    timezone: z.string(),
    totals: z.array(
      z.object({
        currency: z.string(),
        orders: z.int(),
        units: z.int(),
        gross: money,
        net: money,
        fees: money,
        tax: money,
        refunded: money,
      }),
    ),
    sales_by_day: z.array(
      z.object({ day: z.string(), currency: z.string(), orders: z.int(), units: z.int(), gross: money }),
    ),
    sales_by_event: z.array(z.object({ event_id: idOut('evt'), units: z.int(), gross: money })),
    capacity: z.array(
      z.object({
        pool_id: idOut('poo'),
        event_id: idOut('evt'),
        name: z.string(),
        capacity: z.int().nullable(),
        taken: z.int(),
      }),
    ),
  })
  .meta({ id: 'Dashboard' })

type Deps = { analytics: Pick<Analytics, 'dashboard' | 'pulse'>; organizers: Pick<Organizers, 'get'> }

export function dashboardRoutes(app: FastifyInstance, { analytics, organizers }: Deps): void {
  // A server that closes waits for its answers to end, and these would go on for minutes.
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())

  route(app, {
    method: 'GET',
    url: '/v1/organizers/:organizer/dashboard',
    operationId: 'getDashboard',
    summary: 'Sales of a period: totals, by day, by event, and how full each pool is',
    tag: 'Insight',
    access: { kind: 'member', permission: 'reports.view' },
    rate: 'report',
    idempotency: 'safe',
    params: scope,
    query,
    responses: { 200: dashboardSchema },
    handle: async call => {
      const profile = await organizers.get(call.organizerId)
      if (!profile) throw requestErrors.not_found()
      const period = periodOf(call, profile.timezone)
      return { status: 200, body: present(period, await analytics.dashboard(call.organizerId, period)) }
    },
  })

  route(app, {
    method: 'GET',
    url: '/v1/organizers/:organizer/dashboard/live',
    operationId: 'watchDashboard',
    summary: 'Server-sent events: one `changed` whenever the figures have moved',
    tag: 'Insight',
    access: { kind: 'member', permission: 'reports.view' },
    rate: 'report',
    idempotency: 'safe',
    params: scope,
    responses: { 200: media('text/event-stream') },
    handle: async call => {
      // Sent like every answer, so that it has every answer's headers.
      const pulse = () => analytics.pulse(call.organizerId)
      void call.reply
        .header('content-type', 'text/event-stream')
        .header('x-accel-buffering', 'no')
        // The connection ends with the stream: a server that closes would wait for an idle one.
        .header('connection', 'close')
        .send(Readable.from(figures(call, pulse, closing.signal)))
      return handled
    },
  })
}

function periodOf(call: Call<unknown, z.output<typeof query>>, timezone: string): DashboardQuery {
  const { event, from, to } = call.query
  const { eventIds } = call.admission
  // An event outside of the viewer's limits looks like one that does not exist.
  if (event && eventIds && !eventIds.includes(event)) throw requestErrors.not_found()
  const end = to ?? new Date()
  return {
    eventId: event ?? null,
    eventIds,
    from: from ?? new Date(end.getTime() - DAYS_SHOWN * DAY_MS),
    to: end,
    timezone,
  }
}

function present(period: DashboardQuery, dashboard: Dashboard): z.input<typeof dashboardSchema> {
  return {
    from: at(period.from),
    to: at(period.to),
    timezone: period.timezone,
    totals: dashboard.totals.map(({ currency, orders, units, ...sums }) => ({
      currency,
      orders,
      units,
      gross: moneyOut(sums.grossMinor, currency),
      net: moneyOut(sums.netMinor, currency),
      fees: moneyOut(sums.feesMinor, currency),
      tax: moneyOut(sums.taxMinor, currency),
      refunded: moneyOut(sums.refundedMinor, currency),
    })),
    sales_by_day: dashboard.days.map(({ grossMinor, ...day }) => ({
      ...day,
      gross: moneyOut(grossMinor, day.currency),
    })),
    sales_by_event: dashboard.events.map(event => ({
      event_id: wireId('evt', event.eventId),
      units: event.units,
      gross: moneyOut(event.grossMinor, event.currency),
    })),
    capacity: dashboard.pools.map(pool => ({
      pool_id: wireId('poo', pool.poolId),
      event_id: wireId('evt', pool.eventId),
      name: pool.name,
      capacity: pool.capacity,
      taken: pool.taken,
    })),
  }
}

const LOOK_EVERY_MS = 2_000
/** Browsers reconnect by themselves; ending streams now and then makes revoked sessions and drained servers go. */
const LONGEST_MS = 5 * 60_000

/** Ends when the reader goes, the server closes, the figures cannot be read, or it has lasted long enough. */
async function* figures(call: Call, pulse: () => Promise<string>, closing: AbortSignal): AsyncGenerator<string> {
  const gone = new AbortController()
  call.reply.raw.once('close', () => gone.abort())
  const over = AbortSignal.any([closing, gone.signal])
  try {
    yield 'retry: 3000\n\n'
    let seen = await pulse()
    const end = performance.now() + LONGEST_MS
    while (!over.aborted && performance.now() < end) {
      await sleep(LOOK_EVERY_MS, undefined, { ref: false, signal: over }).catch(() => {})
      if (over.aborted) break
      const now = await pulse()
      yield now === seen ? ': still here\n\n' : `event: changed\ndata: ${JSON.stringify({ pulse: now })}\n\n`
      seen = now
    }
  } catch (error) {
    // The head is sent, so nobody else can answer; the browser comes again by itself.
    call.log.warn({ err: error }, 'the figures could not be watched')
  }
}
