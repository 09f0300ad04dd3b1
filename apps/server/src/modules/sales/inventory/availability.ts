import type { Snapshot } from './cart.ts'
import type { PoolRow } from './holds.sql.ts'

export type Remaining = { productId: string; variantId: string | null; dateId: string | null; remaining: number | null }

/** What can still be bought of each product, variant and date: the least that any pool it draws on has left; null is unlimited. */
export function remainingOf({ sale, draws }: Snapshot, pools: readonly PoolRow[]): Remaining[] {
  const room = new Map(
    pools.map(pool => [
      pool.id,
      pool.capacity === null ? null : Math.max(0, pool.capacity - pool.taken + pool.expired),
    ]),
  )
  return sale.products.flatMap(product => {
    const variants = product.variants.length > 0 ? product.variants.map(variant => variant.id) : [null]
    const dates = product.dateIds ?? [null]
    return variants.flatMap(variantId =>
      dates.map(dateId => {
        const touched = draws.filter(
          draw =>
            draw.productId === product.id &&
            (draw.variantId === null || draw.variantId === variantId) &&
            (draw.dateId === null || draw.dateId === dateId),
        )
        const limits = touched.map(draw => room.get(draw.poolId)).filter(left => left !== null && left !== undefined)
        return { productId: product.id, variantId, dateId, remaining: limits.length > 0 ? Math.min(...limits) : null }
      }),
    )
  })
}

export const FEW = 10

export function stateOf(remaining: number | null): 'available' | 'few' | 'sold_out' {
  if (remaining === null || remaining > FEW) return 'available'
  return remaining > 0 ? 'few' : 'sold_out'
}

/** A product is sold out when no variant of it is left on any date. */
export function soldOutOf(remaining: readonly Remaining[]): ReadonlySet<string> {
  const byProduct = Map.groupBy(remaining, entry => entry.productId)
  return new Set(
    [...byProduct]
      .filter(([, entries]) => entries.every(entry => entry.remaining === 0))
      .map(([productId]) => productId),
  )
}
