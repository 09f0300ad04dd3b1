import type { Tx } from '../../../platform/db/db.ts'
import type { EventForSale } from '../events/public.ts'

/** What an event's page must know of stock, which is kept further up; inventory implements it. */
export type StockView = {
  /** Products of which nothing can be had at the moment, in no variant and on no date. */
  soldOut(tx: Tx, sale: EventForSale): Promise<ReadonlySet<string>>
}
