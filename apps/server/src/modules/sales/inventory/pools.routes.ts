import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { route } from '../../../platform/http/route.ts'
import { etagOf, id, requireVersion } from '../../../platform/http/wire.ts'
import type { InventoryModule } from './facade.ts'
import { poolBody, poolPatch, poolSchema, presentPool } from './inventory.schemas.ts'
import { inventoryErrors } from './public.ts'

const scope = z.object({ organizer: id('org'), event: id('evt') })
const one = scope.extend({ pool: id('poo') })
const URL = '/v1/organizers/:organizer/events/:event/pools'

type WireDraw = { product_id: string; variant_id?: string | null; date_id?: string | null }
const draws = (list: readonly WireDraw[]) =>
  list.map(draw => ({ productId: draw.product_id, variantId: draw.variant_id ?? null, dateId: draw.date_id ?? null }))

export function poolsRoutes(app: FastifyInstance, inventory: InventoryModule): void {
  registerListing(app, inventory)
  registerAdding(app, inventory)
  registerChanging(app, inventory)
  registerRemoving(app, inventory)
}

function registerListing(app: FastifyInstance, inventory: InventoryModule) {
  route(app, {
    method: 'GET',
    url: URL,
    operationId: 'listPools',
    summary: 'Capacity pools of an event with what they hold now',
    tag: 'Products and capacity',
    access: { kind: 'member', permission: 'events.view', event: 'event' },
    rate: 'browse',
    idempotency: 'safe',
    params: scope,
    responses: { 200: z.object({ data: z.array(poolSchema), next_cursor: z.null() }) },
    handle: async call => ({
      status: 200,
      body: {
        data: (await inventory.pools.list(call.organizerId, call.params.event)).map(presentPool),
        next_cursor: null,
      },
    }),
  })
}

function registerAdding(app: FastifyInstance, inventory: InventoryModule) {
  route(app, {
    method: 'POST',
    url: URL,
    operationId: 'addPool',
    summary: 'Add a capacity pool',
    tag: 'Products and capacity',
    access: { kind: 'member', permission: 'events.edit', event: 'event' },
    rate: 'browse',
    idempotency: 'key',
    params: scope,
    body: poolBody,
    responses: { 201: poolSchema },
    handle: async call => {
      const pool = await inventory.pools.add(
        { organizerId: call.organizerId, eventId: call.params.event, actor: call.actor },
        { ...call.body, draws: draws(call.body.draws) },
      )
      return { status: 201, body: presentPool(pool), headers: { etag: etagOf(pool.version) } }
    },
  })
}

function registerChanging(app: FastifyInstance, inventory: InventoryModule) {
  route(app, {
    method: 'PATCH',
    url: `${URL}/:pool`,
    operationId: 'changePool',
    summary: 'Change a capacity pool',
    tag: 'Products and capacity',
    access: { kind: 'member', permission: 'events.edit', event: 'event' },
    rate: 'browse',
    idempotency: 'natural',
    params: one,
    body: poolPatch,
    responses: { 200: poolSchema },
    errors: [inventoryErrors.capacity_below_taken, requestErrors.precondition_failed],
    handle: async call => {
      const { draws: wireDraws, ...rest } = call.body
      const change = { ...rest, ...(wireDraws ? { draws: draws(wireDraws) } : {}) }
      const scoped = { organizerId: call.organizerId, eventId: call.params.event, actor: call.actor }
      const pool = await inventory.pools.change(
        scoped,
        call.params.pool,
        requireVersion(call.header('if-match')),
        change,
      )
      return { status: 200, body: presentPool(pool), headers: { etag: etagOf(pool.version) } }
    },
  })
}

function registerRemoving(app: FastifyInstance, inventory: InventoryModule) {
  route(app, {
    method: 'DELETE',
    url: `${URL}/:pool`,
    operationId: 'removePool',
    summary: 'Remove a capacity pool of which nothing is taken',
    tag: 'Products and capacity',
    access: { kind: 'member', permission: 'events.edit', event: 'event' },
    rate: 'browse',
    idempotency: 'natural',
    params: one,
    responses: { 204: null },
    errors: [inventoryErrors.pool_in_use, requestErrors.precondition_failed],
    handle: async call => {
      const scoped = { organizerId: call.organizerId, eventId: call.params.event, actor: call.actor }
      await inventory.pools.remove(scoped, call.params.pool, requireVersion(call.header('if-match')))
      return { status: 204, body: undefined }
    },
  })
}
