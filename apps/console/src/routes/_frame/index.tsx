import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { Card } from '@tessera/ui/card'
import { Notice } from '@tessera/ui/notice'
import { PageTitle } from '@tessera/ui/page-title'
import { Select } from '@tessera/ui/select'
import { useTranslation } from 'react-i18next'
import { eventsQuery } from '../../api/events.ts'
import { NoEvents } from '../../events/no-events.tsx'
import { ProblemNotice } from '../../forms/problem-notice.tsx'
import { CapacityCard } from '../../overview/capacity-card.tsx'
import { ComingCard } from '../../overview/coming-card.tsx'
import { LatestOrders } from '../../overview/latest-orders.tsx'
import { LiveBadge } from '../../overview/live-badge.tsx'
import { NeedsCard } from '../../overview/needs-card.tsx'
import { SalesCard } from '../../overview/sales-card.tsx'
import { TotalsRow } from '../../overview/totals-row.tsx'
import { useFigures } from '../../overview/use-figures.ts'
import { PayNotice } from '../../payments/pay-notice.tsx'
import { useMay, useOrganizer } from '../../session.ts'

const PERIODS = [7, 30, 90] as const
type Days = (typeof PERIODS)[number]

export const Route = createFileRoute('/_frame/')({
  validateSearch: (search: Record<string, unknown>): { days?: Days } => {
    const days = PERIODS.find(each => each === Number(search.days))
    return days && days !== 30 ? { days } : {}
  },
  component: OverviewPage,
})

function OverviewPage() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  const { data: events } = useQuery({
    ...eventsQuery(organizer.id, { limit: 100 }),
    enabled: may('events.view'),
  })
  if (events && events.data.length === 0) return <FirstSteps />
  if (!may('reports.view')) {
    return (
      <div className="grid grid-cols-1 gap-5">
        <PageTitle>{t('nav.overview')}</PageTitle>
        <Notice>{t('overview.no_reports')}</Notice>
        <NeedsCard capacity={[]} />
        <ComingCard capacity={[]} />
      </div>
    )
  }
  return <Figures />
}

function FirstSteps() {
  const { t } = useTranslation('console')
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle>{t('nav.overview')}</PageTitle>
      <Card>
        <NoEvents />
      </Card>
    </div>
  )
}

function Figures() {
  const { t } = useTranslation('console')
  const may = useMay()
  const navigate = useNavigate({ from: '/' })
  const { days = 30 } = Route.useSearch()
  const figures = useFigures(days)
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle
        beside={<LiveBadge />}
        actions={
          <Select
            label={t('overview.period')}
            hideLabel
            value={String(days)}
            options={PERIODS.map(each => ({ value: String(each), label: t('overview.last_days', { count: each }) }))}
            onValueChange={value => void navigate({ search: { days: Number(value) as Days }, replace: true })}
          />
        }
      >
        {t('nav.overview')}
      </PageTitle>
      <ProblemNotice error={figures.error} />
      <PayNotice costs />
      <TotalsRow
        total={figures.total}
        before={figures.earlier}
        currency={figures.currency}
        loading={figures.isLoading}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        {/* On a phone what waits is not looked for below the figures. */}
        <div className="min-w-0 lg:col-start-2">
          <NeedsCard capacity={figures.capacity} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-5 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <SalesCard {...figures} />
          {may('orders.view') && <LatestOrders />}
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-5 lg:col-start-2">
          <ComingCard capacity={figures.capacity} />
          <CapacityCard pools={figures.capacity} loading={figures.isLoading} />
        </div>
      </div>
    </div>
  )
}
