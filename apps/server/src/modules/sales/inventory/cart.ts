import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import { type Cart, DEFAULT_ROUNDING } from '@tessera/pricing/cart'
import type { Fee } from '@tessera/pricing/fee'
import { serviceFees } from '@tessera/pricing/service-fee'
import type { EventForSale, ProductForSale, VariantForSale } from '../../catalog/events/public.ts'
import type { HeldLine, WantedLine } from './public.ts'

/** A pool's claim on a product: null variant or date means any. */
export type Draw = { poolId: string; productId: string; variantId: string | null; dateId: string | null }

export type Snapshot = { sale: EventForSale; draws: Draw[] }

/** A cart that may be claimed: what it costs, what it takes, and the window in which all of it is on sale. */
export type CheckedCart = {
  cart: Cart
  lines: HeldLine[]
  demands: Array<{ poolId: string; quantity: number }>
  opens: Date
  closes: Date
}

export type CartRefusal =
  | { code: 'unknown_line'; index: number; field: string; message: string }
  | { code: 'limit'; productId: string; min: number; max: number }
  | { code: 'not_on_sale' }

const ALWAYS = { opens: new Date(0), closes: new Date('9999-12-31T00:00:00Z') }
export const MAX_UNITS_PER_ORDER = 100

/** Checks a buyer's wish against the catalogue and works out what it takes. Pure: the clock and the counters decide later. */
export function checkCart(snapshot: Snapshot, wanted: readonly WantedLine[]): Outcome<CheckedCart, CartRefusal> {
  const { sale } = snapshot
  if (sale.event.state !== 'published') return refused({ code: 'not_on_sale' })
  const lines: HeldLine[] = []
  const chosen: Array<{ line: HeldLine; product: ProductForSale; variant: VariantForSale | null }> = []
  for (const [index, want] of mergeSame(wanted).entries()) {
    const found = resolve(snapshot, want, index)
    if (!found.ok) return found
    lines.push(found.value.line)
    chosen.push(found.value)
  }
  const limits = checkLimits(chosen)
  if (limits) return refused(limits)
  return ok({
    cart: cartOf(sale, chosen),
    lines,
    demands: demandsOf(lines),
    ...windowOf(chosen.map(choice => choice.product)),
  })
}

/** Two lines for the same thing are one. */
function mergeSame(wanted: readonly WantedLine[]): WantedLine[] {
  const merged = new Map<string, WantedLine>()
  for (const want of wanted) {
    const key = `${want.productId}/${want.variantId}/${want.dateId}`
    const known = merged.get(key)
    merged.set(key, known ? { ...known, quantity: known.quantity + want.quantity } : want)
  }
  return [...merged.values()]
}

function resolve({ sale, draws }: Snapshot, want: WantedLine, index: number) {
  const wrong = (field: string, message: string) =>
    refused<CartRefusal>({ code: 'unknown_line', index, field, message })
  const product = sale.products.find(candidate => candidate.id === want.productId)
  if (!product) return wrong('product_id', 'is not offered')
  const variant = product.variants.find(candidate => candidate.id === want.variantId) ?? null
  if (want.variantId ? !variant : product.variants.length > 0)
    return wrong('variant_id', want.variantId ? 'is not offered' : 'must be chosen')
  const date = chooseDate(sale, product, want.dateId)
  if (!date.ok) return wrong('date_id', date.reason)
  const poolIds = draws
    .filter(
      draw =>
        draw.productId === product.id &&
        (draw.variantId === null || draw.variantId === want.variantId) &&
        (draw.dateId === null || draw.dateId === date.value),
    )
    .map(draw => draw.poolId)
  const line: HeldLine = {
    productId: product.id,
    variantId: variant?.id ?? null,
    dateId: date.value,
    quantity: want.quantity,
    key: `l${index + 1}`,
    kind: product.kind,
    productName: product.name,
    variantName: variant?.name ?? null,
    poolIds: [...new Set(poolIds)].sort(),
  }
  return ok({ line, product, variant })
}

/** A product for one date needs no choice; one for the whole event has none. */
function chooseDate(
  sale: EventForSale,
  product: ProductForSale,
  wanted: string | null,
): Outcome<string | null, string> {
  if (product.dateIds === null) return wanted === null ? ok(null) : refused('is not chosen for this product')
  const open = product.dateIds.filter(id => sale.dates.some(date => date.id === id && date.state === 'scheduled'))
  if (wanted === null) return open.length === 1 ? ok(open[0] ?? null) : refused('must be chosen')
  return open.includes(wanted) ? ok(wanted) : refused('is not offered')
}

function checkLimits(chosen: Array<{ line: HeldLine; product: ProductForSale }>): CartRefusal | null {
  for (const [productId, own] of Map.groupBy(chosen, choice => choice.product.id)) {
    const quantity = own.reduce((sum, choice) => sum + choice.line.quantity, 0)
    const { minPerOrder: min, maxPerOrder: max } = own[0]!.product
    if (quantity < min || quantity > max) return { code: 'limit', productId, min, max }
  }
  const units = chosen.reduce((sum, choice) => sum + choice.line.quantity, 0)
  return units > MAX_UNITS_PER_ORDER
    ? { code: 'limit', productId: chosen[0]!.product.id, min: 1, max: MAX_UNITS_PER_ORDER }
    : null
}

function cartOf(
  sale: EventForSale,
  chosen: Array<{ line: HeldLine; product: ProductForSale; variant: VariantForSale | null }>,
): Cart {
  return {
    currency: sale.event.currency,
    lines: chosen.map(({ line, product, variant }) => ({
      key: line.key,
      productId: line.productId,
      variantId: line.variantId,
      dateId: line.dateId,
      quantity: line.quantity,
      unitPriceMinor: variant?.priceMinor ?? product.priceMinor,
      priceIncludesTax: product.priceIncludesTax,
      tax: product.tax,
    })),
    fees: feesOf(sale.event),
    rounding: DEFAULT_ROUNDING,
  }
}

/** Shown prices count the service fee by the same function. */
function feesOf(event: EventForSale['event']): Fee[] {
  return serviceFees({ fixedMinor: event.feeFixedMinor, ppm: event.feePpm, payer: event.feePayer })
}

function demandsOf(lines: readonly HeldLine[]): CheckedCart['demands'] {
  const byPool = new Map<string, number>()
  for (const line of lines)
    for (const poolId of line.poolIds) byPool.set(poolId, (byPool.get(poolId) ?? 0) + line.quantity)
  return [...byPool].sort(([a], [b]) => (a < b ? -1 : 1)).map(([poolId, quantity]) => ({ poolId, quantity }))
}

function windowOf(products: ProductForSale[]): { opens: Date; closes: Date } {
  const opens = products
    .map(product => product.saleStartsAt ?? ALWAYS.opens)
    .reduce((a, b) => (a > b ? a : b), ALWAYS.opens)
  const closes = products
    .map(product => product.saleEndsAt ?? ALWAYS.closes)
    .reduce((a, b) => (a < b ? a : b), ALWAYS.closes)
  return { opens, closes }
}
