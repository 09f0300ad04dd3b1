import type { Availability } from '@tessera/sdk'
import type { Offer, PublicEvent } from '../api/listings.ts'
import type { WantedLine } from '../api/sales.ts'

/** How many of what: `product/variant/date`, where there is no variant or date an empty word. */
export type Choice = Readonly<Record<string, number>>

export const choiceKey = (productId: string, variantId: string | null, dateId: string | null): string =>
  `${productId}/${variantId ?? ''}/${dateId ?? ''}`

export function withQuantity(choice: Choice, key: string, quantity: number): Choice {
  const { [key]: _before, ...rest } = choice
  return quantity > 0 ? { ...rest, [key]: quantity } : rest
}

/** As the API wants it, in the order of the page, without what the event no longer offers. */
export function linesOf(choice: Choice, event: Pick<PublicEvent, 'products'>): WantedLine[] {
  return event.products.flatMap(offer =>
    Object.entries(choice)
      .map(([key, quantity]) => ({ ...partsOf(key), quantity }))
      .filter(line => line.product_id === offer.id && isOffered(offer, line))
      .sort((a, b) => placeOf(offer, a) - placeOf(offer, b)),
  )
}

function partsOf(key: string) {
  const [product_id = '', variant_id = '', date_id = ''] = key.split('/')
  return { product_id, variant_id: variant_id || null, date_id: date_id || null }
}

function isOffered(offer: Offer, { variant_id, date_id }: Omit<WantedLine, 'quantity'>): boolean {
  const variantFits = offer.variants.length > 0 ? offer.variants.some(({ id }) => id === variant_id) : !variant_id
  const dateFits = offer.date_ids ? date_id !== null && offer.date_ids.includes(date_id) : !date_id
  return offer.sale_state === 'on_sale' && variantFits && dateFits
}

const placeOf = (offer: Offer, line: WantedLine) =>
  (offer.date_ids?.indexOf(line.date_id ?? '') ?? 0) * 1_000 +
  offer.variants.findIndex(({ id }) => id === line.variant_id)

export type Stock = { state: 'available' | 'few' | 'sold_out'; remaining: number | null }

const plenty: Stock = { state: 'available', remaining: null }

/** What is known to be left. A hold decides; this only spares people a vain try. */
export function stockOf(availability: Availability | undefined, key: string): Stock {
  const entry = availability?.products.find(each => choiceKey(each.product_id, each.variant_id, each.date_id) === key)
  return entry ?? plenty
}

/** The most that this stepper may show: what one order may hold of the product in all, and what is left. */
export function mostOf(offer: Offer, choice: Choice, key: string, stock: Stock): number {
  if (stock.state === 'sold_out') return 0
  const others = Object.entries(choice)
    .filter(([other]) => other !== key && other.startsWith(`${offer.id}/`))
    .reduce((sum, [, quantity]) => sum + quantity, 0)
  return Math.max(0, Math.min(offer.max_per_order - others, stock.remaining ?? offer.max_per_order))
}

/** Products of which fewer are chosen than one order must have. */
export function tooFew(choice: Choice, event: Pick<PublicEvent, 'products'>): Offer[] {
  const chosen = linesOf(choice, event)
  return event.products.filter(offer => {
    const own = chosen.filter(line => line.product_id === offer.id).reduce((sum, line) => sum + line.quantity, 0)
    return own > 0 && own < offer.min_per_order
  })
}
