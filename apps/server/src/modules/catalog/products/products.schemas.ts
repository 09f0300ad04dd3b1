import { z } from 'zod'
import {
  atOrNull,
  currency,
  id,
  idOut,
  instant,
  instantOut,
  money,
  moneyOut,
  page,
  translated,
  wireId,
} from '../../../platform/http/wire.ts'
import { productKinds as kinds, taxOut, text } from '../catalog.schemas.ts'
import type { NewProduct, OwnProduct, ProductChange } from './public.ts'

export const eventParams = z.object({ organizer: id('org'), event: id('evt') })
export const productParams = eventParams.extend({ product: id('prd') })

const amount = z
  .string()
  .regex(/^\d{1,13}$/, 'must be an amount in minor units')
  .meta({ description: "Minor units of the event's currency, as text" })
const taxIn = z.strictObject({
  code: z.string().regex(/^[a-z0-9_-]{1,40}$/),
  label: text(60),
  rate_ppm: z.number().int().min(0).max(1_000_000).meta({ description: 'Parts per million: 19 % is 190000' }),
})
const variantIn = z.strictObject({ id: id('var').optional(), name: text(120), price_minor: amount.nullish() })

const fields = {
  kind: z.enum(kinds),
  name: text(120).meta({ description: "By language, in the event's `default_locale` at least" }),
  description: translated(2_000).optional(),
  price_minor: amount,
  /** Named to be safe: it must be the event's. */
  currency: currency.optional(),
  price_includes_tax: z.boolean().optional().meta({ description: 'True unless given' }),
  tax: taxIn.nullish().meta({ description: 'Null: untaxed' }),
  date_ids: z
    .array(id('dat'))
    .max(400)
    .nullish()
    .meta({ description: 'Each unit is for one of these dates, which the buyer chooses; null: for the whole event' }),
  sale_starts_at: instant.nullish(),
  sale_ends_at: instant.nullish(),
  min_per_order: z.number().int().min(1).max(100).optional(),
  max_per_order: z.number().int().min(1).max(100).optional(),
  hidden: z.boolean().optional().meta({ description: 'Sold only to who has its link' }),
  variants: z.array(variantIn).max(100).optional(),
}
export const productIn = z.strictObject(fields)
export const productChange = z.strictObject({ ...fields, archived: z.boolean() }).partial()
export const orderIn = z.strictObject({ ids: z.array(id('prd')).max(500) })

export const productOut = z
  .object({
    id: idOut('prd'),
    kind: z.enum(kinds),
    name: translated(),
    description: translated(),
    price: money,
    display_price: money,
    price_includes_tax: z.boolean(),
    tax: taxOut.nullable(),
    date_ids: z.array(idOut('dat')).nullable(),
    sale_starts_at: instantOut.nullable(),
    sale_ends_at: instantOut.nullable(),
    min_per_order: z.number().int(),
    max_per_order: z.number().int(),
    hidden: z.boolean(),
    position: z.number().int(),
    variants: z.array(z.object({ id: idOut('var'), name: translated(), price: money.nullable() })),
    archived: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Product' })
export const productsOut = page(productOut)
export const removedOut = z.object({ outcome: z.enum(['deleted', 'archived']) }).meta({ id: 'ProductRemoval' })

export function newProductOf(body: z.output<typeof productIn>): NewProduct {
  return { ...changeOf(body), kind: body.kind, name: body.name, priceMinor: BigInt(body.price_minor) }
}

export function changeOf(body: z.output<typeof productChange>): ProductChange {
  const { tax, variants } = body
  return {
    ...(body.kind ? { kind: body.kind } : {}),
    ...(body.name ? { name: body.name } : {}),
    ...(body.description ? { description: body.description } : {}),
    ...(body.price_minor === undefined ? {} : { priceMinor: BigInt(body.price_minor) }),
    ...(body.price_includes_tax === undefined ? {} : { priceIncludesTax: body.price_includes_tax }),
    ...(tax === undefined ? {} : { tax: tax && { code: tax.code, label: tax.label, ratePpm: tax.rate_ppm } }),
    ...(body.date_ids === undefined ? {} : { dateIds: body.date_ids }),
    ...(body.sale_starts_at === undefined ? {} : { saleStartsAt: body.sale_starts_at }),
    ...(body.sale_ends_at === undefined ? {} : { saleEndsAt: body.sale_ends_at }),
    ...(body.min_per_order === undefined ? {} : { minPerOrder: body.min_per_order }),
    ...(body.max_per_order === undefined ? {} : { maxPerOrder: body.max_per_order }),
    ...(body.hidden === undefined ? {} : { hidden: body.hidden }),
    ...(body.archived === undefined ? {} : { archived: body.archived }),
    ...(variants ? { variants: variants.map(variantOf) } : {}),
  }
}

function variantOf({ id, name, price_minor }: z.output<typeof variantIn>) {
  return { id, name, priceMinor: price_minor == null ? null : BigInt(price_minor) }
}

export function wireProduct(product: OwnProduct): z.input<typeof productOut> {
  const { tax, currency } = product
  return {
    id: wireId('prd', product.id),
    kind: product.kind,
    name: product.name,
    description: product.description,
    price: moneyOut(product.priceMinor, currency),
    display_price: moneyOut(product.displayMinor, currency),
    price_includes_tax: product.priceIncludesTax,
    tax: tax && { code: tax.code, label: tax.label, rate_ppm: tax.ratePpm },
    date_ids: product.dateIds && product.dateIds.map(date => wireId('dat', date)),
    sale_starts_at: atOrNull(product.saleStartsAt),
    sale_ends_at: atOrNull(product.saleEndsAt),
    min_per_order: product.minPerOrder,
    max_per_order: product.maxPerOrder,
    hidden: product.hidden,
    position: product.position,
    variants: product.variants.map(({ id, name, priceMinor }) => ({
      id: wireId('var', id),
      name,
      price: priceMinor === null ? null : moneyOut(priceMinor, currency),
    })),
    archived: product.archivedAt !== null,
    version: product.version,
  }
}
