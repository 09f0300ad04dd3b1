import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute, useLocation } from '@tanstack/react-router'
import { Button, LinkButton } from '@tessera/ui/button'
import { Countdown } from '@tessera/ui/countdown'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { PageTitle } from '@tessera/ui/page-title'
import { Skeleton, SkeletonPage } from '@tessera/ui/skeleton'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Order, type OrderKey, orderQuery, pay } from '../api/orders.ts'
import { offsetOf } from '../checkout/checkout.ts'
import { keyFromFragment, recallKey, rememberKey } from '../order/order-key.ts'
import { openPayment } from '../order/payment-standing.ts'
import { orderAddress } from '../pay/pay-address.ts'
import { type Embedded, StripeFields } from '../pay/stripe-fields.tsx'
import { posterColours } from '../poster/poster-colours.ts'
import { FailureNotice } from '../text/failure-notice.tsx'

type Search = { order?: string; gateway?: string }

export const Route = createFileRoute('/orders/$code_/pay')({
  component: PayPage,
  validateSearch: ({ order, gateway }: Record<string, unknown>): Search => ({
    ...(typeof order === 'string' ? { order } : {}),
    ...(typeof gateway === 'string' ? { gateway } : {}),
  }),
})

function PayPage() {
  const { code } = Route.useParams()
  const { gateway } = Route.useSearch()
  const hash = useLocation({ select: location => location.hash })
  const key = keyFromFragment(hash) ?? recallKey(code)
  useEffect(() => {
    const linked = keyFromFragment(hash)
    if (linked) rememberKey(code, linked)
  }, [code, hash])
  const order = useQuery({ ...orderQuery(key ?? { id: '', secret: '' }), enabled: key !== null })
  // Nothing to be paid here: the order's own page says how things stand.
  const elsewhere = !key || (order.data && order.data.state !== 'awaiting_payment')
  useEffect(() => {
    if (elsewhere) location.replace(`/orders/${encodeURIComponent(code)}`)
  }, [elsewhere, code])
  if (order.error) {
    return (
      <div className="mx-auto max-w-2xl px-4 py-12">
        <FailureNotice error={order.error} actions={<Retry onRetry={() => void order.refetch()} />} />
      </div>
    )
  }
  if (!key || !order.data || elsewhere) return <SkeletonPage />
  return <Pay order={order.data} orderKey={key} gateway={gateway ?? embeddedOf(order.data)} />
}

const embeddedOf = (order: Order) => order.gateways.find(({ flow }) => flow === 'embedded')?.gateway ?? ''

function Retry({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('storefront')
  return <Button onClick={onRetry}>{t('retry')}</Button>
}

/** The fields of the open payment; the first look opens one. */
function Pay({ order, orderKey, gateway }: { order: Order; orderKey: OrderKey; gateway: string }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const once = useRef(crypto.randomUUID())
  const [next, setNext] = useState<Embedded | null>(() => embeddedNext(openPayment(order), gateway))
  const start = useMutation({
    mutationFn: () => pay(orderKey, gateway, once.current),
    onSuccess: payment => {
      const found = embeddedNext(payment, gateway)
      if (found) setNext(found)
      // It turned out to be paid, or to be paid elsewhere.
      else location.replace(orderAddress(order.code, 'returned'))
    },
  })
  const { mutate } = start
  useEffect(() => {
    if (!next) mutate()
  }, [next, mutate])
  useDocumentTitle(t('order.pay'))
  const { event } = order
  const { ground, words, shout } = posterColours(event?.id ?? order.id, event?.palette ?? null, 'night')
  const leave = orderAddress(order.code, 'abandoned')
  return (
    <div className="mx-auto grid max-w-xl gap-6 px-4 py-6 md:py-10">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <LinkButton href={leave} variant="quiet" size="sm" className="-ms-3" icon={<ArrowLeft aria-hidden="true" />}>
          {t('pay.back')}
        </LinkButton>
        {order.pay_until && (
          <Countdown
            until={order.pay_until}
            clockOffsetMs={offsetOf(order.server_time)}
            onExpire={() => location.replace(leave)}
          />
        )}
      </div>
      <PageTitle>{t('order.pay')}</PageTitle>
      <section aria-label={t('pay.what')} className="overflow-hidden rounded-lg border border-line bg-raised">
        <div
          style={{ backgroundColor: ground, color: words }}
          className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 p-5"
        >
          <p className="grid min-w-0 gap-0.5">
            <span className="display text-lg leading-tight">{said(event?.title) || t('order.title')}</span>
            <span className="figures text-sm opacity-90">{order.code}</span>
          </p>
          <p style={{ color: shout }} className="display text-xl">
            <Money value={order.total} />
          </p>
        </div>
        <div className="p-4 md:p-6">
          {start.error && <FailureNotice error={start.error} actions={<Retry onRetry={() => mutate()} />} />}
          {next && <StripeFields order={order} next={next} />}
          {!next && !start.error && <Skeleton className="h-48" />}
        </div>
      </section>
    </div>
  )
}

/** Fields that this page can show; another gateway's would be drawn by another component. */
function embeddedNext(payment: ReturnType<typeof openPayment>, gateway: string): Embedded | null {
  return payment?.gateway === gateway && gateway === 'stripe' && payment.next?.kind === 'embedded' ? payment.next : null
}
