import { newTenantUuid } from '@tessera/kernel/ids'
import { type Outcome, ok } from '@tessera/kernel/outcome'
import { priceCart, type Quote } from '@tessera/pricing/quote'
import { quoteToWire } from '@tessera/pricing/quote-wire'
import { type CartRefusal, type CheckedCart, checkCart, type Snapshot } from './cart.ts'
import type { QuoteToKeep } from './claim.sql.ts'
import type { WantedLine } from './public.ts'

/** A cart with its price, and the row that keeps both for all holds and orders of it. */
export type PricedCart = CheckedCart & { quote: Quote; row: QuoteToKeep }

const MOST = 200
const remembered = new WeakMap<Snapshot, Map<string, PricedCart>>()

/**
 * The same wish costs the same as long as the catalogue is the same, and in a rush most wishes are alike: two of this, one
 * of that. So each is priced once for a catalogue.
 */
export function pricedCart(snapshot: Snapshot, wanted: readonly WantedLine[]): Outcome<PricedCart, CartRefusal> {
  const known = remembered.get(snapshot) ?? new Map<string, PricedCart>()
  remembered.set(snapshot, known)
  const key = JSON.stringify(wanted)
  const priced = known.get(key)
  if (priced) return ok(priced)
  const checked = checkCart(snapshot, wanted)
  if (!checked.ok) return checked
  const quote = priceCart(checked.value.cart)
  const content = JSON.stringify({ lines: checked.value.lines, quote: quoteToWire(quote) })
  const { id: eventId, organizerId } = snapshot.sale.event
  const cart = { ...checked.value, quote, row: { id: newTenantUuid(organizerId), eventId, content, kept: false } }
  if (known.size < MOST) known.set(key, cart)
  return ok(cart)
}
