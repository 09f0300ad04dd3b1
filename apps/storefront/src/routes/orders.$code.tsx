import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useLocation } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { Skeleton, SkeletonPage } from '@tessera/ui/skeleton'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isMissing } from '../api/answer.ts'
import { type OrderKey, orderQuery } from '../api/orders.ts'
import { LinkButton } from '../link-button.tsx'
import { OrderActions } from '../order/order-actions.tsx'
import { OrderHead } from '../order/order-head.tsx'
import { keyFromFragment, recallKey, rememberKey } from '../order/order-key.ts'
import { OrderReceipt } from '../order/order-receipt.tsx'
import { OrderStateNotice } from '../order/order-state.tsx'
import { FailureNotice } from '../text/failure-notice.tsx'

// An order has tickets or waits for its money: each state fetches what it shows.
const OrderTickets = lazy(() =>
  import('../order/order-tickets.tsx').then(({ OrderTickets: own }) => ({ default: own })),
)
const PayNow = lazy(() => import('../order/pay-now.tsx').then(({ PayNow: own }) => ({ default: own })))

type Search = { payment?: 'returned' | 'abandoned' }

export const Route = createFileRoute('/orders/$code')({
  component: OrderPage,
  validateSearch: ({ payment }: Record<string, unknown>): Search =>
    payment === 'returned' || payment === 'abandoned' ? { payment } : {},
})

function OrderPage() {
  const { code } = Route.useParams()
  const hash = useLocation({ select: location => location.hash })
  const fromLink = keyFromFragment(hash)
  const key = fromLink ?? recallKey(code)
  useEffect(() => {
    const linked = keyFromFragment(hash)
    if (linked) rememberKey(code, linked)
  }, [code, hash])
  useForgottenReturn()
  return key ? <OpenedOrder key={key.id} orderKey={key} /> : <Locked />
}

/** A gateway adds words of its own to the address that it returns to, a secret among them: they are not kept in it. */
function useForgottenReturn() {
  const { payment } = Route.useSearch()
  const navigate = Route.useNavigate()
  useEffect(() => {
    const said = [...new URLSearchParams(location.search).keys()]
    if (said.every(name => name === 'payment')) return
    void navigate({ search: payment ? { payment } : {}, hash: true, replace: true, resetScroll: false })
  }, [navigate, payment])
}

/** The address alone opens nothing. */
function Locked() {
  const { t } = useTranslation('storefront')
  return (
    <div className="mx-auto grid max-w-2xl gap-4 px-4 py-12">
      <PageTitle className="sr-only">{t('order.title')}</PageTitle>
      <EmptyState
        title={t('order.locked')}
        action={
          <LinkButton to="/find-orders" variant="primary">
            {t('find.title')}
          </LinkButton>
        }
      >
        {t('order.locked_text')}
      </EmptyState>
    </div>
  )
}

function OpenedOrder({ orderKey }: { orderKey: OrderKey }) {
  const { t } = useTranslation('storefront')
  const { payment } = Route.useSearch()
  const { data: order, error, refetch } = useQuery(orderQuery(orderKey))
  if (isMissing(error)) return <Locked />
  if (!order) {
    if (!error) return <SkeletonPage />
    return (
      <div className="mx-auto max-w-2xl px-4 py-12">
        <FailureNotice error={error} actions={<Button onClick={() => void refetch()}>{t('retry')}</Button>} />
      </div>
    )
  }
  const { event } = order
  const hasPaid = order.state === 'paid' || order.state === 'partly_refunded' || order.state === 'refunded'
  const zone = event?.timezone ?? 'UTC'
  return (
    <article>
      <OrderHead order={order} />
      <div className="mx-auto grid max-w-6xl items-start gap-x-12 gap-y-8 px-4 py-8 md:px-8 md:py-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-8">
          <OrderStateNotice order={order} />
          <Suspense fallback={<Skeleton className="h-96" />}>
            {order.state === 'awaiting_payment' && (
              <PayNow order={order} orderKey={orderKey} hasReturned={payment === 'returned'} />
            )}
            {event && order.tickets.length > 0 && <OrderTickets order={order} orderKey={orderKey} event={event} />}
          </Suspense>
        </div>
        <aside className="no-print grid gap-6 lg:sticky lg:top-6">
          {event && hasPaid && <OrderActions order={order} orderKey={orderKey} event={event} />}
          <OrderReceipt order={order} zone={zone} />
        </aside>
      </div>
    </article>
  )
}
