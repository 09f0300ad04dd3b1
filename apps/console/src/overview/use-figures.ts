import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { dashboardQuery } from '../api/dashboard.ts'
import { useHouse, useOrganizer } from '../session.ts'
import { findingOf, salesDays, sumOf } from './sales-days.ts'

const DAY_MS = 86_400_000

/** The figures of the last so many days beside those of as many days before. */
export function useFigures(days: number, event?: string) {
  const organizer = useOrganizer()
  const house = useHouse()
  // The period is part of the question's name, so it moves by days, not with every glance.
  const today = Math.ceil(new Date().getTime() / DAY_MS) * DAY_MS
  const { from, middle, to } = useMemo(() => {
    const at = (before: number) => new Date(today - before * DAY_MS).toISOString()
    return { from: at(days * 2), middle: at(days), to: at(0) }
  }, [today, days])
  const now = useQuery(dashboardQuery(organizer.id, { event, from: middle, to }))
  const before = useQuery(dashboardQuery(organizer.id, { event, from, to: middle }))
  const currency = now.data?.totals[0]?.currency ?? house.currency
  const sales = useMemo(() => (now.data ? salesDays(now.data, currency).slice(-days) : []), [now.data, currency, days])
  const total = now.data?.totals.find(each => each.currency === currency)
  const earlier = before.data?.totals.find(each => each.currency === currency)
  return {
    error: now.error,
    // Until both are known nothing is said: half an answer would be a wrong one.
    isLoading: !now.data || !before.data,
    currency,
    sales,
    total,
    earlier,
    capacity: now.data?.capacity ?? [],
    finding: findingOf(sumOf(sales), BigInt(earlier?.gross.amount_minor ?? 0)),
    otherCurrencies: (now.data?.totals ?? []).filter(each => each.currency !== currency),
  }
}
