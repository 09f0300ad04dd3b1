import type { Money } from '@tessera/sdk'
import type { Offer, PublicEvent } from '../api/listings.ts'

/** How an event's tickets stand as a whole. */
export type Sale =
  | { kind: 'open'; from: Money | null }
  | { kind: 'not_yet'; opensAt: string | null }
  | { kind: 'sold_out' | 'over' | 'nothing' }

export function saleOf({ products }: Pick<PublicEvent, 'products'>): Sale {
  const admissions = products.filter(offer => offer.kind === 'admission')
  // What is only an extra opens no door: without admissions the extras are the thing.
  const counting = admissions.length > 0 ? admissions : products
  const has = (state: Offer['sale_state']) => counting.some(offer => offer.sale_state === state)
  if (has('on_sale')) return { kind: 'open', from: cheapest(counting) }
  if (has('not_yet')) {
    const starts = counting.flatMap(({ sale_starts_at: at, sale_state: state }) =>
      at && state === 'not_yet' ? [at] : [],
    )
    return { kind: 'not_yet', opensAt: starts.toSorted()[0] ?? null }
  }
  if (has('sold_out')) return { kind: 'sold_out' }
  return { kind: counting.length > 0 ? 'over' : 'nothing' }
}

/** Zero only where nothing costs anything. */
function cheapest(offers: readonly Offer[]): Money | null {
  const prices = offers
    .filter(offer => offer.sale_state === 'on_sale')
    .flatMap(offer =>
      offer.variants.length > 0 ? offer.variants.map(variant => variant.display_price) : [offer.display_price],
    )
  const paid = prices.filter(price => price.amount_minor !== '0')
  return (paid.length > 0 ? paid : prices).reduce<Money | null>(
    (least, price) => (least && BigInt(least.amount_minor) <= BigInt(price.amount_minor) ? least : price),
    null,
  )
}
