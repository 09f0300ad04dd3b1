import { useMutation } from '@tanstack/react-query'
import { Badge, StatusBadge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { Money } from '@tessera/ui/money'
import { Notice } from '@tessera/ui/notice'
import { useToast } from '@tessera/ui/toast'
import { useTranslation } from 'react-i18next'
import { type OrderDetail, type Refund, retryRefund, reviewPayment } from '../api/orders.ts'
import { useTellProblem } from '../forms/use-act.ts'
import { useHouse, useMay, useOrganizer } from '../session.ts'

/** How the price came about, what was paid, what went back. */
export function MoneyCard({ order, onChanged }: { order: OrderDetail; onChanged: () => void }) {
  const { t } = useTranslation('console')
  return (
    <Card title={t('order.money')}>
      <div className="grid gap-6">
        <Explanation order={order} />
        {order.payments.length > 0 && <Payments order={order} onChanged={onChanged} />}
        {order.refunds.length > 0 && <Refunds order={order} onChanged={onChanged} />}
      </div>
    </Card>
  )
}

function Explanation({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('console')
  const row = 'flex items-baseline justify-between gap-4'
  return (
    <section className="grid gap-2">
      <h3 className="text-xs font-medium text-quiet">{t('order.explanation')}</h3>
      <ol className="grid gap-1.5">
        {order.quote.explanation.map((step, index) => (
          // Steps never move within an order.
          <li key={index} className={row}>
            <span className="min-w-0">{step.label}</span>
            {step.amount.amount_minor !== '0' && <Money value={step.amount} signed={index > 0} />}
          </li>
        ))}
      </ol>
      <p className={`${row} border-t border-line pt-2 font-semibold`}>
        {t('order.total')} <Money value={order.total} />
      </p>
      {order.quote.taxes.map(tax => (
        <p key={tax.code} className={`${row} text-quiet`}>
          <TaxLine tax={tax} /> <Money value={tax.tax} />
        </p>
      ))}
    </section>
  )
}

function TaxLine({ tax }: { tax: OrderDetail['quote']['taxes'][number] }) {
  const { t, i18n } = useTranslation('console')
  const label = tax.label[i18n.language] ?? Object.values(tax.label)[0] ?? tax.code
  const rate = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 3 }).format(
    tax.rate_ppm / 1_000_000,
  )
  return <span>{t('order.tax_contained', { label, rate })}</span>
}

function Payments({ order, onChanged }: { order: OrderDetail; onChanged: () => void }) {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  return (
    <section className="grid gap-2">
      <h3 className="text-xs font-medium text-quiet">{t('order.payments')}</h3>
      <ul className="grid gap-2">
        {order.payments.map(payment => (
          <li key={payment.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <span className="flex flex-wrap items-center gap-2">
              <GatewayName gateway={payment.gateway} />
              <PaymentState payment={payment} />
              <DateTime
                at={payment.succeeded_at ?? payment.created_at}
                zone={zone}
                format="short"
                className="text-quiet"
              />
            </span>
            <Money value={payment.amount} />
            {payment.state === 'quarantined' && payment.reviewed_at === null && (
              <Suspicion order={order} payment={payment.id} onChanged={onChanged} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function GatewayName({ gateway }: { gateway: string }) {
  const { t } = useTranslation('console')
  const known = ['sandbox', 'stripe', 'free', 'manual'] as const
  const name = known.find(each => each === gateway)
  return <span className="font-medium">{name ? t(`gateway.${name}`) : gateway}</span>
}

type SuspicionProps = { order: OrderDetail; payment: string; onChanged: () => void }

/** What to do about a payment that is not what was asked for, and the button for when it is done. */
function Suspicion({ order, payment, onChanged }: SuspicionProps) {
  const { t } = useTranslation('console')
  const may = useMay()
  const organizer = useOrganizer()
  const toast = useToast()
  const review = useMutation({
    mutationFn: () => reviewPayment(organizer.id, order.id, payment),
    onSuccess: () => {
      toast({ title: t('order.reviewed') })
      onChanged()
    },
    onError: useTellProblem(),
  })
  return (
    <Notice tone="danger" className="w-full">
      <div className="grid justify-items-start gap-2">
        <p>{t('order.suspicious_text')}</p>
        {may('orders.refund') && (
          <Button size="sm" pending={review.isPending} onClick={() => review.mutate()}>
            {t('order.review')}
          </Button>
        )}
      </div>
    </Notice>
  )
}

function PaymentState({ payment: { state, reviewed_at: reviewedAt } }: { payment: OrderDetail['payments'][number] }) {
  const { t } = useTranslation('console')
  if (state === 'quarantined' && reviewedAt) return <Badge tone="neutral">{t('order.looked_after')}</Badge>
  if (state === 'quarantined') return <Badge tone="danger">{t('order.quarantined')}</Badge>
  const shown = { created: 'pending', cancelled: 'voided' } as const
  return <StatusBadge of="payment" state={state === 'created' || state === 'cancelled' ? shown[state] : state} />
}

function Refunds({ order, onChanged }: { order: OrderDetail; onChanged: () => void }) {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  const may = useMay()
  const organizer = useOrganizer()
  const retry = useMutation({
    mutationFn: (refund: Refund) => retryRefund(organizer.id, order.id, refund.id),
    onSuccess: onChanged,
    onError: useTellProblem(),
  })
  const tones = { created: 'warning', pending: 'warning', succeeded: 'success', failed: 'danger' } as const
  return (
    <section className="grid gap-2">
      <h3 className="text-xs font-medium text-quiet">{t('order.refunds')}</h3>
      <ul className="grid gap-2">
        {order.refunds.map(refund => (
          <li key={refund.id} className="grid gap-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <span className="flex flex-wrap items-center gap-2">
                <GatewayName gateway={refund.gateway} />
                <Badge tone={tones[refund.state]}>{t(`refund.state_${refund.state}`)}</Badge>
                <DateTime
                  at={refund.settled_at ?? refund.created_at}
                  zone={zone}
                  format="short"
                  className="text-quiet"
                />
              </span>
              <span>
                −<Money value={refund.amount} />
              </span>
            </div>
            {refund.reason && <p className="text-quiet">{refund.reason}</p>}
            {refund.state === 'failed' && may('orders.refund') && (
              <div className="flex flex-wrap items-center gap-2 text-danger-text">
                {t('refund.failed_text')}
                <Button size="sm" pending={retry.isPending} onClick={() => retry.mutate(refund)}>
                  {t('action.retry')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
