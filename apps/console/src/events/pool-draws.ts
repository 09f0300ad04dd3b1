import type { Pool, Product } from '../api/products.ts'

export type Draw = Pool['draws'][number]
export type DrawState = 'all' | 'some' | 'none'

/** The date that a pool is for, where all its draws agree; null is every date together. */
export function dateOfPool(pool: Pool): string | null | 'mixed' {
  const dates = new Set(pool.draws.map(draw => draw.date_id))
  if (dates.size > 1) return 'mixed'
  return [...dates][0] ?? null
}

/** Whether a product takes places from a pool: with all its variants, with some, or not at all. */
export function drawState(pool: Pool, product: Product): DrawState {
  const draws = pool.draws.filter(draw => draw.product_id === product.id)
  if (draws.length === 0) return 'none'
  if (draws.some(draw => draw.variant_id === null)) return 'all'
  const named = new Set(draws.map(draw => draw.variant_id))
  return product.variants.every(variant => named.has(variant.id)) ? 'all' : 'some'
}

export function variantDraws(pool: Pool, productId: string, variantId: string): boolean {
  return pool.draws.some(
    draw => draw.product_id === productId && (draw.variant_id === null || draw.variant_id === variantId),
  )
}

const onDate = (pool: Pool): string | null => {
  const date = dateOfPool(pool)
  return date === 'mixed' ? null : date
}

/** The pool's draws with the product as a whole taken in or out. */
export function withProduct(pool: Pool, product: Product, wanted: boolean): Draw[] {
  const others = pool.draws.filter(draw => draw.product_id !== product.id)
  return wanted ? [...others, { product_id: product.id, variant_id: null, date_id: onDate(pool) }] : others
}

/** The same for one variant; all variants together are said as the product. */
export function withVariant(pool: Pool, product: Product, variantId: string, wanted: boolean): Draw[] {
  const chosen = product.variants
    .map(variant => variant.id)
    .filter(id => (id === variantId ? wanted : variantDraws(pool, product.id, id)))
  if (chosen.length === product.variants.length) return withProduct(pool, product, true)
  const others = pool.draws.filter(draw => draw.product_id !== product.id)
  const mine = chosen.map(id => ({ product_id: product.id, variant_id: id, date_id: onDate(pool) }))
  return [...others, ...mine]
}

export const onDateOf = (draws: readonly Draw[], dateId: string | null): Draw[] =>
  draws.map(draw => ({ ...draw, date_id: dateId }))
