import { useLocale } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { Skeleton } from '@tessera/ui/skeleton'
import { StatTile } from '@tessera/ui/stat-tile'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../api/dashboard.ts'
import { findingOf } from './sales-days.ts'

type Total = Dashboard['totals'][number]
type Props = { total: Total | undefined; before: Total | undefined; currency: string; loading: boolean }

const none = (currency: string): Total => {
  const zero = { amount_minor: '0', currency }
  return { currency, orders: 0, units: 0, gross: zero, net: zero, fees: zero, tax: zero, refunded: zero }
}

/** What came in, what of it is the house's, what is owed onwards. */
export function TotalsRow({ total, before, currency, loading }: Props) {
  const { t } = useTranslation('console')
  const { formatLocale } = useLocale()
  const shown = total ?? none(currency)
  const earlier = before ?? none(currency)
  const number = new Intl.NumberFormat(formatLocale)
  const change = changeOf(BigInt(shown.gross.amount_minor), BigInt(earlier.gross.amount_minor))
  const unitsChange = changeOf(BigInt(shown.units), BigInt(earlier.units))
  const told = (finding: ReturnType<typeof changeOf>) =>
    finding && {
      text: t('overview.against_before', { percent: finding.percent }),
      direction: finding.kind,
      good: finding.kind === 'up',
    }
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-[1.4fr_1fr_1fr_1fr]">
        <StatTile
          label={t('overview.gross')}
          value={<Money value={shown.gross} />}
          change={told(change)}
          loading={loading}
        />
        <StatTile
          label={t('order.units')}
          value={number.format(shown.units)}
          change={told(unitsChange)}
          loading={loading}
        />
        <StatTile label={t('overview.net')} value={<Money value={shown.net} />} loading={loading}>
          <p className="text-xs text-quiet">{t('overview.net_hint')}</p>
        </StatTile>
        <StatTile label={t('nav.orders')} value={number.format(shown.orders)} loading={loading} />
      </div>
      <dl className="grid grid-cols-3 divide-x divide-line rounded-lg border border-line bg-raised rtl:divide-x-reverse">
        {(['fees', 'tax', 'refunded'] as const).map(name => (
          <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-3 px-4 py-2.5">
            <dt className="text-quiet">{t(`overview.${name}`)}</dt>
            <dd className="font-medium">
              {loading ? <Skeleton className="h-4 w-14" /> : <Money value={shown[name]} />}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function changeOf(now: bigint, before: bigint) {
  const finding = findingOf(now, before)
  return finding.kind === 'up' || finding.kind === 'down' ? finding : undefined
}
