import type { Tx } from '../../../platform/db/db.ts'

/** What events must know of orders, which are made further up; sales implements it. */
export type EventOrders = {
  /** Whether anybody ever placed an order for the event, whatever became of it. */
  hasOrders(tx: Tx, eventId: string): Promise<boolean>
  /** Whether a line of any order is for this date. */
  isDateSold(tx: Tx, dateId: string): Promise<boolean>
}
