import type { Db, Tx } from '../../../platform/db/db.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import type { Inventory } from '../inventory/public.ts'
import type { Ledger } from '../ledger/public.ts'
import type { Payments } from '../payments/public.ts'
import type { Tickets } from '../tickets/public.ts'

/** A mail about an order, as its organizer sees it. */
export type MailOfOrder = {
  id: string
  template: string
  recipient: string
  subject: string
  state: string
  createdAt: Date
  sentAt: Date | null
}

/** What lies above or beside orders and is asked through functions, so that nothing here looks up. */
export type OrderPorts = {
  secretOf(orderId: string, secretVersion: number): string
  /** Takes every secret that `secretOf` has ever given for this order and version, in constant time. */
  acceptsSecret(orderId: string, secretVersion: number, given: string): boolean
  mailsOfOrder(tx: Tx, orderId: string): Promise<MailOfOrder[]>
  /** An address that has to wait in a queue does so unreadable. */
  sealAddress(organizerId: string, address: string): Promise<string>
  openAddress(organizerId: string, sealed: string): Promise<string>
  /** When the tickets of an event were first let in; all that were when none are named. */
  enteredAt(tx: Tx, eventId: string, ticketIds: string[] | null): Promise<Map<string, Date>>
}

export type OrdersDeps = {
  db: Db
  sales: {
    inventory: Pick<
      Inventory,
      'open' | 'saleOf' | 'takeForOrders' | 'convert' | 'reacquire' | 'giveBack' | 'freeUnits' | 'quotes'
    >
    ledger: Ledger
    payments: Pick<
      Payments,
      'choices' | 'start' | 'check' | 'ofOrder' | 'isHeldByDispute' | 'markReviewed' | 'requestRefund' | 'oweRest'
    >
    tickets: Pick<Tickets, 'issueAll' | 'voidLines' | 'rename' | 'ofOrder' | 'codeOf'>
  }
  catalog: Pick<Catalog, 'forSale' | 'heads' | 'lockForSale'>
  organizers: Pick<Organizers, 'tenantOf'>
  ports: OrderPorts
  settings: {
    /** Where browsers reach the storefront, for the way back from a gateway. */
    origin: string
    paymentMinutes: number
  }
}
