/** Sales of one currency in a period: what was paid, what it consists of, what went back. Minor units. */
export type Totals = {
  currency: string
  orders: number
  units: number
  grossMinor: bigint
  netMinor: bigint
  feesMinor: bigint
  taxMinor: bigint
  refundedMinor: bigint
}

/** One local day of the organizer's zone. */
export type DaySales = { day: string; currency: string; orders: number; units: number; grossMinor: bigint }

export type PoolUse = { poolId: string; eventId: string; name: string; capacity: number | null; taken: number }

export type EventSales = { eventId: string; currency: string; units: number; grossMinor: bigint }

export type Dashboard = { totals: Totals[]; days: DaySales[]; pools: PoolUse[]; events: EventSales[] }

export type DashboardQuery = {
  eventId: string | null
  /** Events the viewer is limited to; null is all. */
  eventIds: readonly string[] | null
  from: Date
  to: Date
  timezone: string
}

/** What may wait for somebody of the organizer, the most pressing first. */
export const NEED_KINDS = [
  'dispute_open',
  'payment_suspicious',
  'refund_failed',
  'dispute_inquiry',
  'event_refunds_due',
  'tickets_undelivered',
  'refund_waiting',
] as const
export type NeedKind = (typeof NEED_KINDS)[number]

export type Need = {
  kind: NeedKind
  eventId: string
  /** Null where it is about all orders of the event. */
  orderId: string | null
  orderCode: string | null
  orders: number
  amountMinor: bigint | null
  currency: string | null
  since: Date
}

export type Analytics = {
  /** What waits for a person, the most pressing first and the oldest of its kind first, and how much there is of it. */
  needs(organizerId: string, eventIds: readonly string[] | null): Promise<{ needs: Need[]; total: number }>
  dashboard(organizerId: string, query: DashboardQuery): Promise<Dashboard>
  /** Changes whenever something was sold, refunded, disputed, called off or let in; for live pages to know when to ask again. */
  pulse(organizerId: string): Promise<string>
}
