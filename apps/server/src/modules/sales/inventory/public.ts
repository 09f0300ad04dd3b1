import type { Translated } from '@tessera/kernel/translated'
import type { Quote } from '@tessera/pricing/quote'
import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import { defineEvent } from '../../../platform/outbox/outbox.ts'
import type { EventForSale } from '../../catalog/events/public.ts'

/** What a buyer wants: one line of a cart. */
export type WantedLine = { productId: string; variantId: string | null; dateId: string | null; quantity: number }

/** A line of a held cart, as sold: names and pools are of the moment of the hold. */
export type HeldLine = WantedLine & {
  /** Key of the line in the quote. */
  key: string
  kind: 'admission' | 'add_on' | 'merchandise'
  productName: Translated
  variantName: Translated | null
  /** Each unit takes one of each of these. */
  poolIds: string[]
}

export type HoldState = 'live' | 'ordered' | 'converted' | 'released' | 'expired'

export type Hold = {
  id: string
  organizerId: string
  eventId: string
  /** Expired as soon as its time is over, whether or not somebody has swept it. */
  state: HoldState
  createdAt: Date
  expiresAt: Date
  extensions: number
  lines: HeldLine[]
  quote: Quote
  /** The row that keeps lines and quote. */
  quoteId: string
  totalMinor: bigint
  currency: string
}

export type Placed = { hold: Hold; secret: string; replayed: boolean }

/** What became of the wish to order what is held. */
export type Taken = { payUntil: Date | null } | 'hold_expired' | 'hold_used'

export type Inventory = {
  /** Takes live holds for orders that are being placed: free ones are sold at once, the others kept until payment is due. */
  takeForOrders(
    tx: Tx,
    wishes: ReadonlyArray<{ holdId: string; keepMinutes: number | null }>,
  ): Promise<Map<string, Taken>>
  /** The order is paid: what was held is sold. False when the hold has ended meanwhile. */
  convert(tx: Tx, holdId: string): Promise<boolean>
  /** Money came after the hold had ended: takes the same capacity again, if it is still there. */
  reacquire(tx: Tx, holdId: string): Promise<boolean>
  /** The order will not be paid: gives the hold's capacity back. */
  giveBack(tx: Tx, holdId: string): Promise<void>
  /** Units of a paid order are cancelled: gives their capacity back. One element a unit: the pools it took. */
  freeUnits(tx: Tx, poolIdsOfUnits: string[][]): Promise<void>
  /** Whether somebody holds this product, or this variant when given, right now. */
  isHeld(tx: Tx, productId: string, variantId: string | null): Promise<boolean>
  /** Products of which nothing can be had at the moment, in no variant and on no date; for showing, not for deciding. */
  soldOut(tx: Tx, sale: EventForSale): Promise<ReadonlySet<string>>
  /** Priced carts by id, each as it was agreed; an order names the one of its hold. */
  quotes(tx: Tx, quoteIds: readonly string[]): Promise<ReadonlyMap<string, { quote: Quote }>>
  /** The catalogue by which the event is sold, remembered unless `fresh`; whoever decides by it proves its version. */
  saleOf(organizerId: string, eventId: string, fresh: boolean): Promise<EventForSale | null>
  /** Verifies a hold's secret and reads it; null for a wrong secret and for none. */
  open(holdId: string, secret: string): Promise<Hold | null>
}

/** Capacity has become free: waiting lists and caches may want to know. */
export const capacityFreed = defineEvent<{ event_id: string }>('inventory.capacity_freed')

export const inventoryErrors = defineErrors('inventory', {
  sold_out: { status: 409, title: 'There are not enough tickets left' },
  not_on_sale: { status: 409, title: 'This is not on sale' },
  not_yet_on_sale: { status: 409, title: 'The sale has not begun yet' },
  sale_ended: { status: 409, title: 'The sale has ended' },
  limit: { status: 422, title: 'The quantity is outside of what one order may hold' },
  unknown_line: { status: 422, title: 'This cannot be bought here' },
  hold_expired: { status: 409, title: 'The time is over and the tickets went back on sale' },
  hold_used: { status: 409, title: 'An order was already placed with these tickets' },
  already_extended: { status: 409, title: 'The time can be extended once' },
  key_reused: { status: 422, title: 'This Idempotency-Key was used for another request' },
  paused: { status: 503, title: 'The sale is paused for a moment' },
  busy: { status: 503, title: 'Too many buyers at this moment' },
  capacity_below_taken: { status: 409, title: 'More is taken than that' },
  pool_in_use: { status: 409, title: 'Units of this pool are held or sold' },
})
