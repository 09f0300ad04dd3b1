import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { StatusBadge } from '@tessera/ui/badge'
import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useTranslation } from 'react-i18next'
import { chooseOrganizer, organizerOf } from '../../active-organizer.ts'
import { accountQuery } from '../../api/account.ts'
import { type OrderDetail, orderQuery } from '../../api/orders.ts'
import { ProblemNotice } from '../../forms/problem-notice.tsx'
import { BuyerCard } from '../../orders/buyer-card.tsx'
import { DisputesCard } from '../../orders/disputes-card.tsx'
import { JournalCard } from '../../orders/journal-card.tsx'
import { LinesCard } from '../../orders/lines-card.tsx'
import { MoneyCard } from '../../orders/money-card.tsx'
import { OrderActions } from '../../orders/order-actions.tsx'
import { alertOf, OrderAlert } from '../../orders/order-alert.tsx'
import { OrderTimeline } from '../../orders/order-timeline.tsx'
import { useHouse, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/orders/$order')({
  beforeLoad: async ({ context, params }) => {
    const account = await context.queryClient.ensureQueryData(accountQuery)
    const owner = organizerOf(account?.organizers ?? [], params.order)
    if (owner) chooseOrganizer(owner.id)
  },
  component: OrderPage,
})

function OrderPage() {
  const { t, i18n } = useTranslation('console')
  const { order: orderId } = Route.useParams()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const { data: order, error } = useQuery(orderQuery(organizer.id, orderId, i18n.language))
  const refresh = () => {
    void client.invalidateQueries({ queryKey: [organizer.id, 'order', orderId] })
    void client.invalidateQueries({ queryKey: [organizer.id, 'orders'] })
    void client.invalidateQueries({ queryKey: [organizer.id, 'needs'] })
  }
  const back = (
    <Link to="/orders" className="rounded-sm hover:text-ink hover:underline">
      {t('nav.orders')}
    </Link>
  )
  if (!order) {
    return (
      <div className="grid grid-cols-1 gap-5">
        <PageTitle above={back}>{t('order.title')}</PageTitle>
        {error ? <ProblemNotice error={error} /> : <SkeletonText lines={6} />}
      </div>
    )
  }
  const alert = alertOf(order)
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle
        above={back}
        beside={
          <>
            <StatusBadge of="order" state={order.state} />
            {alert && <OrderAlert alert={alert} />}
          </>
        }
        below={<OrderBelow order={order} />}
        actions={<OrderActions order={order} onChanged={refresh} />}
        documentTitle={t('order.titled', { code: order.code })}
      >
        {t('order.title')} <span className="figures">{order.code}</span>
      </PageTitle>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 grid-cols-1 gap-5">
          <DisputesCard disputes={order.disputes} />
          <LinesCard order={order} onChanged={refresh} />
          <MoneyCard order={order} onChanged={refresh} />
          <JournalCard order={order} />
        </div>
        <div className="grid grid-cols-1 gap-5">
          <BuyerCard order={order} />
          <Card title={t('order.timeline')}>
            <OrderTimeline order={order} />
          </Card>
        </div>
      </div>
    </div>
  )
}

function OrderBelow({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const { zone } = useHouse()
  return (
    <>
      {order.event && (
        <Link
          to="/events/$event"
          params={{ event: order.event.id }}
          className="rounded-sm hover:text-ink hover:underline"
        >
          {said(order.event.title)}
        </Link>
      )}
      {' · '}
      {t('order.placed_at')} <DateTime at={order.placed_at} zone={zone} format="short" />
    </>
  )
}
