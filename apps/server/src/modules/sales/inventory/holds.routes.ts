import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { idempotencyErrors, requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { id } from '../../../platform/http/wire.ts'
import { languageOf } from '../price.schemas.ts'
import type { InventoryModule } from './facade.ts'
import {
  availabilityJson,
  availabilitySchema,
  holdSchema,
  placedHoldJson,
  presentHold,
  presentQuote,
  quoteBody,
  quoteSchema,
} from './inventory.schemas.ts'
import { type Hold, inventoryErrors, type WantedLine } from './public.ts'
import { replayKeyOf } from './replay-key.ts'

const saleErrors = [
  inventoryErrors.sold_out,
  inventoryErrors.not_on_sale,
  inventoryErrors.not_yet_on_sale,
  inventoryErrors.sale_ended,
  inventoryErrors.limit,
  inventoryErrors.unknown_line,
  inventoryErrors.busy,
  inventoryErrors.paused,
]
const holdParams = z.object({ hold: id('hld') })
const eventParams = z.object({ event: id('evt') })

export function holdsRoutes(app: FastifyInstance, inventory: InventoryModule): void {
  registerClaiming(app, inventory)
  registerOwnHold(app, inventory)
  registerAvailability(app, inventory)
}

function registerClaiming(app: FastifyInstance, inventory: InventoryModule) {
  route(app, {
    method: 'POST',
    url: '/v1/quotes',
    operationId: 'createQuote',
    summary: 'Price a cart without claiming anything',
    tag: 'Buying',
    access: { kind: 'public' },
    rate: 'sale',
    idempotency: 'natural',
    body: quoteBody,
    responses: { 200: quoteSchema },
    errors: saleErrors,
    handle: async call => {
      const { quote, lines } = await inventory.quote(call.body.event_id, wanted(call.body.lines))
      return { status: 200, body: presentQuote(quote, lines, languageOf(call)) }
    },
  })
  route(app, {
    method: 'POST',
    url: '/v1/holds',
    operationId: 'placeHold',
    summary: 'Claim tickets and their price for a short time',
    description:
      'All that is wanted or nothing. The answer holds the secret that orders it (`Hold-Secret`) and the moment when it ends. With an Idempotency-Key, the same request gets the same hold; who is neither signed in nor sends a token needs one that nobody can guess, of 22 characters at least.',
    tag: 'Buying',
    access: { kind: 'public' },
    rate: 'sale',
    // The key is stored with the hold itself, in the claim's own statement: the hot path pays for no other table.
    idempotency: 'natural',
    body: quoteBody,
    responses: { 201: holdSchema },
    errors: [...saleErrors, inventoryErrors.key_reused, idempotencyErrors.key_required],
    handle: async call => {
      const { hold, secret } = await inventory.place({
        eventId: call.body.event_id,
        lines: wanted(call.body.lines),
        ...replayKeyOf(call.actor, call.header('idempotency-key'), call.body),
      })
      return { status: 201, body: placedHoldJson(hold, secret, languageOf(call)) }
    },
  })
}

function registerOwnHold(app: FastifyInstance, inventory: InventoryModule) {
  route(app, {
    method: 'GET',
    url: '/v1/holds/:hold',
    operationId: 'getHold',
    summary: 'Read a hold',
    tag: 'Buying',
    access: { kind: 'secret', header: 'hold-secret' },
    rate: 'sale',
    idempotency: 'safe',
    params: holdParams,
    responses: { 200: holdSchema },
    handle: async call => ({
      status: 200,
      body: await shown(inventory, await opened(inventory, call, call.params.hold), call),
    }),
  })
  route(app, {
    method: 'POST',
    url: '/v1/holds/:hold/extend',
    operationId: 'extendHold',
    summary: 'Ask for more time, once',
    tag: 'Buying',
    access: { kind: 'secret', header: 'hold-secret' },
    rate: 'sale',
    idempotency: 'natural',
    params: holdParams,
    responses: { 200: holdSchema },
    errors: [inventoryErrors.hold_expired, inventoryErrors.already_extended],
    handle: async call => ({
      status: 200,
      body: await shown(inventory, await inventory.extend(await opened(inventory, call, call.params.hold)), call),
    }),
  })
  route(app, {
    method: 'DELETE',
    url: '/v1/holds/:hold',
    operationId: 'releaseHold',
    summary: 'Give the tickets back',
    tag: 'Buying',
    access: { kind: 'secret', header: 'hold-secret' },
    rate: 'sale',
    idempotency: 'natural',
    params: holdParams,
    responses: { 204: null },
    handle: async call => {
      await inventory.release(await opened(inventory, call, call.params.hold))
      return { status: 204, body: undefined }
    },
  })
}

function registerAvailability(app: FastifyInstance, inventory: InventoryModule) {
  route(app, {
    method: 'GET',
    url: '/v1/events/:event/availability',
    operationId: 'getAvailability',
    summary: 'What is left, at most two seconds old; only a hold decides',
    tag: 'Discovery',
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
    params: eventParams,
    responses: { 200: availabilitySchema },
    errors: [inventoryErrors.not_on_sale],
    handle: async call => ({
      status: 200,
      body: availabilityJson(call.params.event, await inventory.availability(call.params.event)),
      headers: { 'cache-control': 'public, max-age=1' },
    }),
  })
}

type WireLine = { product_id: string; variant_id?: string | null; date_id?: string | null; quantity: number }
const wanted = (lines: readonly WireLine[]): WantedLine[] =>
  lines.map(line => ({
    productId: line.product_id,
    variantId: line.variant_id ?? null,
    dateId: line.date_id ?? null,
    quantity: line.quantity,
  }))

async function opened(inventory: InventoryModule, call: Call, holdId: string): Promise<Hold> {
  const hold = await inventory.open(holdId, call.header('hold-secret') ?? '')
  if (!hold) throw requestErrors.not_found()
  return hold
}

async function shown(inventory: InventoryModule, hold: Hold, call: Call) {
  return presentHold(hold, await inventory.databaseTime(), languageOf(call))
}
