import { exponentOf } from '@tessera/kernel/currency'
import { Card } from '@tessera/ui/card'
import { useLocale } from '@tessera/ui/i18n'
import { Money, useMoneyText } from '@tessera/ui/money'
import { Skeleton } from '@tessera/ui/skeleton'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding, SalesDay } from './sales-days.ts'

const SalesChart = lazy(() => import('./sales-chart.tsx'))

type Props = { sales: readonly SalesDay[]; currency: string; finding: Finding; isLoading: boolean }

/** The title says what the chart shows; the chart shows it; the table proves it. Before it is known it says nothing. */
export function SalesCard({ isLoading, ...figures }: Props) {
  const { t } = useTranslation('console')
  if (!isLoading) return <Sales {...figures} />
  return (
    <Card title={t('overview.sales')}>
      <Skeleton className="h-64" />
    </Card>
  )
}

function Sales({ sales: days, currency, finding }: Omit<Props, 'isLoading'>) {
  const { t } = useTranslation('console')
  const { formatLocale } = useLocale()
  const moneyText = useMoneyText()
  const title = useFindingText()(finding, days.length)
  const dayText = useMemo(() => {
    const short = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
    return (day: string) => short.format(new Date(`${day}T00:00:00Z`))
  }, [formatLocale])
  const { bars, axis } = useMemo(() => {
    const scale = 10 ** exponentOf(currency)
    const compact = new Intl.NumberFormat(formatLocale, { notation: 'compact', maximumFractionDigits: 1 })
    return {
      bars: days.map(day => {
        const gross = moneyText({ amountMinor: day.grossMinor, currency })
        return {
          label: dayText(day.day),
          value: Number(day.grossMinor) / scale,
          told: `${dayText(day.day)}: ${gross}<br>${t('overview.units', { count: day.units })}`,
        }
      }),
      axis: (value: number) => compact.format(value),
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- moneyText is made anew each time and depends on the locale alone, which is listed
  }, [days, currency, formatLocale, dayText, t])
  return (
    <Card title={title}>
      {/* Not as wide as what it holds: a chart that was wider once would keep its column wide. */}
      <div className="grid grid-cols-1 gap-3">
        <Suspense fallback={<Skeleton className="h-64" />}>
          <SalesChart bars={bars} label={title} axis={axis} unit={t('overview.per_day', { currency })} />
        </Suspense>
        <details>
          <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-quiet hover:text-ink">
            {t('overview.show_numbers')}
          </summary>
          <DayTable caption={title} days={days} currency={currency} dayText={dayText} />
        </details>
      </div>
    </Card>
  )
}

type DayTableProps = {
  caption: string
  days: readonly SalesDay[]
  currency: string
  dayText: (day: string) => string
}

/** The rows behind the chart, the newest first; days without a sale are left out. */
function DayTable({ caption, days, currency, dayText }: DayTableProps) {
  const { t } = useTranslation('console')
  const headings = [t('overview.day'), t('nav.orders'), t('order.units'), t('overview.gross')]
  return (
    <div className="mt-2 max-h-72 overflow-y-auto rounded-md border border-line">
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-mist text-xs text-quiet">
          <tr>
            {headings.map(heading => (
              <th key={heading} scope="col" className="px-3 py-2 text-end font-medium first:text-start">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days
            .filter(day => day.orders > 0)
            .toReversed()
            .map(day => (
              <tr key={day.day} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 text-start font-normal">
                  {dayText(day.day)}
                </th>
                <td className="figures px-3 py-1.5 text-end">{day.orders}</td>
                <td className="figures px-3 py-1.5 text-end">{day.units}</td>
                <td className="px-3 py-1.5 text-end">
                  <Money value={{ amountMinor: day.grossMinor, currency }} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

export function useFindingText(): (finding: Finding, days: number) => string {
  const { t } = useTranslation('console')
  return (finding, count) => {
    if (finding.kind === 'up' || finding.kind === 'down')
      return t(`overview.finding_${finding.kind}`, { count, percent: finding.percent })
    return t(`overview.finding_${finding.kind}`, { count })
  }
}
