import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Card } from '@tessera/ui/card'
import { CopyField } from '@tessera/ui/copy-field'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import { type Event, eventQuery } from '../../api/events.ts'
import { ordersQuery } from '../../api/orders.ts'
import { productsQuery } from '../../api/products.ts'
import { UnlimitedNotice } from '../../events/unlimited-notice.tsx'
import { LinkButton } from '../../link-button.tsx'
import { OrderTable } from '../../orders/order-table.tsx'
import { CapacityCard } from '../../overview/capacity-card.tsx'
import { SalesCard } from '../../overview/sales-card.tsx'
import { TotalsRow } from '../../overview/totals-row.tsx'
import { useFigures } from '../../overview/use-figures.ts'
import { useLiveSales } from '../../overview/use-live-sales.ts'
import { useMay, useOrganizer } from '../../session.ts'
import { posterOfEvent } from '../../start/poster-of.ts'
import { PosterPreview } from '../../start/poster-preview.tsx'
import { checksOf, Readiness } from '../../start/readiness.tsx'

export const Route = createFileRoute('/_frame/events/$event/')({ component: EventOverviewPage })

function EventOverviewPage() {
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const may = useMay()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  if (!event) return null
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 grid-cols-1 gap-5">
        {event.state === 'draft' && products && <DraftSteps event={event} products={products.data} />}
        <UnlimitedNotice event={event} />
        {event.state !== 'draft' && may('reports.view') && <EventFigures eventId={eventId} />}
      </div>
      <div className="grid grid-cols-1 gap-5">
        {event.state !== 'draft' && <ShareCard event={event} />}
        <PosterPreview poster={posterOfEvent(event, products?.data)} />
      </div>
    </div>
  )
}

function DraftSteps({ event, products }: { event: Event; products: Parameters<typeof checksOf>[1] }) {
  const { t } = useTranslation('console')
  const may = useMay()
  return (
    <>
      <Notice
        title={t('event.draft_title')}
        actions={
          may('events.edit') && (
            <LinkButton to="/start/$event/publish" params={{ event: event.id }} size="sm">
              {t('event.to_publish')}
            </LinkButton>
          )
        }
      >
        {t('event.draft_text')}
      </Notice>
      <Readiness checks={checksOf(event, products, new Date())} />
    </>
  )
}

function ShareCard({ event }: { event: Event }) {
  const { t } = useTranslation('console')
  return (
    <Card title={t('event.share')}>
      <CopyField label={t('start.done_link')} hideLabel value={event.public_url} />
    </Card>
  )
}

function EventFigures({ eventId }: { eventId: string }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  useLiveSales(organizer.id)
  const figures = useFigures(90, eventId)
  const { data: latest, isLoading } = useQuery({
    ...ordersQuery(organizer.id, { event: eventId, limit: 5 }),
    enabled: may('orders.view'),
  })
  return (
    <>
      <TotalsRow
        total={figures.total}
        before={figures.earlier}
        currency={figures.currency}
        loading={figures.isLoading}
      />
      <CapacityCard pools={figures.capacity} loading={figures.isLoading} withEvent={false} />
      <SalesCard {...figures} />
      {may('orders.view') && (
        <Card title={t('overview.latest')} padding="none">
          <OrderTable orders={latest?.data ?? []} loading={isLoading} short />
        </Card>
      )}
    </>
  )
}
