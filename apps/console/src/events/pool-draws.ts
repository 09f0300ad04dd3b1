import type { Pool, Product } from '../api/products.ts'

export type Draw = Pool['draws'][number]
export type DrawState = 'all' | 'some' | 'none'

/** What `dateOfPool` says of a pool whose draws are for several dates. */
export const MIXED = 'mixed'

type Dated = Pick<Product, 'id' | 'date_ids'>

/** The date that a pool counts; null counts every date together. What is sold for the whole event draws without a date. */
export function dateOfPool(pool: Pick<Pool, 'draws'>): string | null {
  const dates = new Set(pool.draws.map(draw => draw.date_id).filter(date => date !== null))
  if (dates.size > 1) return MIXED
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

/** A ticket for one evening takes from that evening's pool; one for the whole event from the pool whenever it is. */
function dateFor(product: Dated, date: string | null): string | null {
  return product.date_ids === null || date === MIXED ? null : date
}

/** The pool's draws with the product as a whole taken in or out. */
export function withProduct(pool: Pool, product: Product, wanted: boolean): Draw[] {
  const others = pool.draws.filter(draw => draw.product_id !== product.id)
  const date_id = dateFor(product, dateOfPool(pool))
  return wanted ? [...others, { product_id: product.id, variant_id: null, date_id }] : others
}

/** The same for one variant; all variants together are said as the product. */
export function withVariant(pool: Pool, product: Product, variantId: string, wanted: boolean): Draw[] {
  const chosen = product.variants
    .map(variant => variant.id)
    .filter(id => (id === variantId ? wanted : variantDraws(pool, product.id, id)))
  if (chosen.length === product.variants.length) return withProduct(pool, product, true)
  const others = pool.draws.filter(draw => draw.product_id !== product.id)
  const date_id = dateFor(product, dateOfPool(pool))
  return [...others, ...chosen.map(variant_id => ({ product_id: product.id, variant_id, date_id }))]
}

/** The draws of a pool that is to count another evening. */
export function movedTo(draws: readonly Draw[], products: readonly Dated[], date: string | null): Draw[] {
  const known = new Map(products.map(product => [product.id, product]))
  return draws.map(draw => {
    const product = known.get(draw.product_id)
    return product ? { ...draw, date_id: dateFor(product, date) } : draw
  })
}

/** Everything that is sold, drawing on one new pool. */
export const drawsOfAll = (products: readonly Dated[], date: string | null): Draw[] =>
  products.map(product => ({ product_id: product.id, variant_id: null, date_id: dateFor(product, date) }))
