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

export type Analytics = {
  dashboard(organizerId: string, query: DashboardQuery): Promise<Dashboard>
  /** Changes whenever something was sold, refunded or let in; for live pages to know when to ask again. */
  pulse(organizerId: string): Promise<string>
}
