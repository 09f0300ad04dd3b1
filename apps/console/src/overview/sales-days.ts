import type { Dashboard } from '../api/dashboard.ts'

export type SalesDay = { day: string; orders: number; units: number; grossMinor: bigint }

const DAY_MS = 86_400_000

/** Every day of the period, also those without a sale: a quiet day is a finding too. */
export function salesDays(dashboard: Dashboard, currency: string): SalesDay[] {
  const sold = new Map(dashboard.sales_by_day.filter(day => day.currency === currency).map(day => [day.day, day]))
  const days: SalesDay[] = []
  const last = Date.parse(`${localDay(dashboard.to, dashboard.timezone)}T00:00:00Z`)
  for (
    let at = Date.parse(`${localDay(dashboard.from, dashboard.timezone)}T00:00:00Z`);
    at <= last && days.length < 400;
    at += DAY_MS
  ) {
    const day = new Date(at).toISOString().slice(0, 10)
    const found = sold.get(day)
    days.push({
      day,
      orders: found?.orders ?? 0,
      units: found?.units ?? 0,
      grossMinor: BigInt(found?.gross.amount_minor ?? 0),
    })
  }
  return days
}

const localDay = (instant: string, zone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant))

export const sumOf = (days: readonly SalesDay[]): bigint => days.reduce((sum, day) => sum + day.grossMinor, 0n)

export type Finding =
  | { kind: 'nothing' }
  | { kind: 'first' }
  | { kind: 'up' | 'down'; percent: number }
  | { kind: 'same' }

/** How this period stands against the one before it. */
export function findingOf(nowMinor: bigint, beforeMinor: bigint): Finding {
  if (nowMinor === 0n && beforeMinor === 0n) return { kind: 'nothing' }
  if (beforeMinor === 0n) return { kind: 'first' }
  const change = Number(((nowMinor - beforeMinor) * 1000n) / beforeMinor) / 10
  if (Math.abs(change) < 1) return { kind: 'same' }
  return { kind: change > 0 ? 'up' : 'down', percent: Math.round(Math.abs(change)) }
}
