import type { FieldError } from '../../../platform/errors/errors.ts'
import type { ProductRecord } from './public.ts'

type Facts = Pick<
  ProductRecord,
  'name' | 'priceMinor' | 'dateIds' | 'saleStartsAt' | 'saleEndsAt' | 'minPerOrder' | 'maxPerOrder' | 'variants' | 'tax'
> & { currency?: string }

/** What of its event a product must fit. */
type Circumstances = { currency: string; defaultLocale: string; dates: ReadonlyArray<{ id: string }> }

/** More than any ticket costs in any currency; keeps sums of a cart far from the limits of a bigint column. */
export const MOST_MINOR = 1_000_000_000_000n

/** What keeps a product from being sold as described. */
export function faultsOfProduct(product: Facts, event: Circumstances): FieldError[] {
  const { defaultLocale } = event
  const dateIds = new Set(event.dates.map(date => date.id))
  const faults: FieldError[] = []
  const add = (path: string, code: string, message: string) => faults.push({ path, code, message })
  if (!product.name[defaultLocale]?.trim())
    add('name', 'missing', `The name is missing in the event's own language (${defaultLocale})`)
  if (product.priceMinor < 0n || product.priceMinor > MOST_MINOR) add('price_minor', 'out_of_range', 'is not a price')
  if (product.currency && product.currency !== event.currency)
    add('currency', 'other_currency', `All prices of this event are in ${event.currency}`)
  if (product.saleStartsAt && product.saleEndsAt && product.saleEndsAt <= product.saleStartsAt)
    add('sale_ends_at', 'before_start', 'must be after the start of the sale')
  if (product.maxPerOrder < product.minPerOrder)
    add('max_per_order', 'below_minimum', 'must not be less than min_per_order')
  if (product.dateIds?.length === 0) add('date_ids', 'empty', 'Name at least one date, or null for the whole event')
  for (const [index, id] of (product.dateIds ?? []).entries()) {
    if (!dateIds.has(id)) add(`date_ids.${index}`, 'unknown', 'is no date of this event')
  }
  for (const [index, variant] of product.variants.entries()) {
    if (!variant.name[defaultLocale]?.trim())
      add(`variants.${index}.name`, 'missing', `The name is missing in the event's own language (${defaultLocale})`)
    if (variant.priceMinor !== null && (variant.priceMinor < 0n || variant.priceMinor > MOST_MINOR))
      add(`variants.${index}.price_minor`, 'out_of_range', 'is not a price')
  }
  return faults
}
