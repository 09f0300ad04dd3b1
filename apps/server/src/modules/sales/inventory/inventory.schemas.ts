import type { Quote } from '@tessera/pricing/quote'
import { z } from 'zod'
import { Serialized } from '../../../platform/http/route.ts'
import { at, id, idOut, instantOut, line, money, moneyOut, translated, wireId } from '../../../platform/http/wire.ts'
import { presentPrice, priceFields } from '../price.schemas.ts'
import { type Remaining, stateOf } from './availability.ts'
import type { PoolRow } from './holds.sql.ts'
import type { HeldLine, Hold } from './public.ts'

export const wantedLines = z
  .array(
    z.strictObject({
      product_id: id('prd'),
      variant_id: id('var').nullish().meta({ description: 'Of a product with variants, one of them' }),
      date_id: id('dat').nullish().meta({ description: 'Of a product for several dates, one of its `date_ids`' }),
      quantity: z.int().min(1).max(100),
    }),
  )
  .min(1)
  .max(50)

export const quoteBody = z.strictObject({ event_id: id('evt'), lines: wantedLines })

const amounts = z.object({ gross: money, net: money, tax: money })
export const quoteSchema = z
  .object({
    lines: z.array(
      z.object({
        key: z.string().meta({ description: 'Names the line when attendees are given with the order' }),
        product_id: idOut('prd'),
        variant_id: idOut('var').nullable(),
        date_id: idOut('dat').nullable(),
        product_name: translated(),
        variant_name: translated().nullable(),
        quantity: z.int(),
        unit_price: money,
        price: amounts,
        fee: amounts,
        total: money,
      }),
    ),
    ...priceFields,
  })
  .meta({ id: 'Quote' })

export const holdSchema = z
  .object({
    id: idOut('hld'),
    secret: z.string().optional().meta({ description: 'Given once, when the hold is placed; send it as Hold-Secret' }),
    state: z.enum(['live', 'ordered', 'converted', 'released', 'expired']),
    event_id: idOut('evt'),
    created_at: instantOut,
    expires_at: instantOut,
    server_time: instantOut,
    extensions_left: z.int(),
    quote: quoteSchema,
  })
  .meta({ id: 'Hold' })

const draw = z.strictObject({ product_id: id('prd'), variant_id: id('var').nullish(), date_id: id('dat').nullish() })
export const poolBody = z.strictObject({
  name: line(120),
  capacity: z.int().min(0).max(10_000_000).nullable().meta({ description: 'Null: as many as are wanted' }),
  draws: z.array(draw).max(500).meta({
    description: 'What takes from it; without variant or date, all of them. What draws on no pool never sells out',
  }),
})
export const poolPatch = poolBody.partial()
export const poolSchema = z
  .object({
    id: idOut('poo'),
    name: z.string(),
    capacity: z.int().nullable(),
    held: z.int(),
    sold: z.int(),
    available: z.int().nullable(),
    draws: z.array(
      z.object({ product_id: idOut('prd'), variant_id: idOut('var').nullable(), date_id: idOut('dat').nullable() }),
    ),
    version: z.int(),
  })
  .meta({ id: 'Pool' })

export const availabilitySchema = z
  .object({
    event_id: idOut('evt'),
    products: z.array(
      z.object({
        product_id: idOut('prd'),
        variant_id: idOut('var').nullable(),
        date_id: idOut('dat').nullable(),
        state: z.enum(['available', 'few', 'sold_out']),
        remaining: z.int().nullable().meta({ description: 'Said only when few are left' }),
      }),
    ),
  })
  .meta({ id: 'Availability' })

type AvailabilityJson = z.input<typeof availabilitySchema>
const written = new WeakMap<readonly Remaining[], Serialized<AvailabilityJson>>()

/** What is left, as JSON; written once for all who are shown the same reading. */
export function availabilityJson(eventId: string, remaining: readonly Remaining[]): Serialized<AvailabilityJson> {
  const known = written.get(remaining)
  if (known) return known
  const availability: AvailabilityJson = {
    event_id: wireId('evt', eventId),
    products: remaining.map(({ productId, variantId, dateId, remaining: left }) => {
      const state = stateOf(left)
      return {
        product_id: wireId('prd', productId),
        variant_id: variantId ? wireId('var', variantId) : null,
        date_id: dateId ? wireId('dat', dateId) : null,
        state,
        remaining: state === 'few' ? left : null,
      }
    }),
  }
  const json = new Serialized<AvailabilityJson>(JSON.stringify(availability))
  written.set(remaining, json)
  return json
}

export function presentQuote(quote: Quote, lines: readonly HeldLine[], language: string): z.input<typeof quoteSchema> {
  const currency = quote.cart.currency
  const money = (minor: bigint) => moneyOut(minor, currency)
  const named = new Map(lines.map(held => [held.key, held]))
  const amountsOf = (a: { grossMinor: bigint; netMinor: bigint; taxMinor: bigint }) => ({
    gross: money(a.grossMinor),
    net: money(a.netMinor),
    tax: money(a.taxMinor),
  })
  return {
    lines: quote.lines.map(priced => ({
      key: priced.key,
      product_id: wireId('prd', priced.productId),
      variant_id: priced.variantId ? wireId('var', priced.variantId) : null,
      date_id: priced.dateId ? wireId('dat', priced.dateId) : null,
      product_name: named.get(priced.key)?.productName ?? {},
      variant_name: named.get(priced.key)?.variantName ?? null,
      quantity: priced.quantity,
      unit_price: money(priced.unitPriceMinor),
      price: amountsOf(priced.price),
      fee: amountsOf(priced.fee),
      total: money(priced.total.grossMinor),
    })),
    ...presentPrice(quote, language),
  }
}

const quotesAsJson = new WeakMap<Quote, Map<string, string>>()

/** A quote's JSON is made once for all who hold the same cart; it is most of what an answer costs. */
function quoteJson(quote: Quote, lines: readonly HeldLine[], language: string): string {
  const known = quotesAsJson.get(quote) ?? new Map<string, string>()
  quotesAsJson.set(quote, known)
  const json = known.get(language) ?? JSON.stringify(quoteSchema.parse(presentQuote(quote, lines, language)))
  known.set(language, json)
  return json
}

/** The answer to whoever placed a hold. */
export function placedHoldJson(hold: Hold, secret: string, language: string): Serialized<z.input<typeof holdSchema>> {
  const json = JSON.stringify(presentOwn(hold, hold.createdAt, secret))
  return new Serialized(`${json.slice(0, -1)},"quote":${quoteJson(hold.quote, hold.lines, language)}}`)
}

export function presentHold(hold: Hold, now: Date, language: string): z.input<typeof holdSchema> {
  return { ...presentOwn(hold, now), quote: presentQuote(hold.quote, hold.lines, language) }
}

function presentOwn(hold: Hold, now: Date, secret?: string): Omit<z.input<typeof holdSchema>, 'quote'> {
  return {
    id: wireId('hld', hold.id),
    ...(secret ? { secret } : {}),
    state: hold.state,
    event_id: wireId('evt', hold.eventId),
    created_at: at(hold.createdAt),
    expires_at: at(hold.expiresAt),
    server_time: at(now),
    extensions_left: 1 - hold.extensions,
  }
}

export function presentPool(pool: PoolRow): z.input<typeof poolSchema> {
  return {
    id: wireId('poo', pool.id),
    name: pool.name,
    capacity: pool.capacity,
    held: pool.held,
    sold: pool.taken - pool.held - pool.expired,
    available: pool.capacity === null ? null : pool.capacity - pool.taken + pool.expired,
    draws: pool.draws.map(draw => ({
      product_id: wireId('prd', draw.productId),
      variant_id: draw.variantId ? wireId('var', draw.variantId) : null,
      date_id: draw.dateId ? wireId('dat', draw.dateId) : null,
    })),
    version: pool.version,
  }
}
