import { Money } from '@tessera/ui/money'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { Order } from '../api/orders.ts'
import { LinkButton } from '../link-button.tsx'

/** What happened to an order that is no longer simply paid, and what it means for seats and money. */
export function OrderStateNotice({ order }: { order: Order }) {
  const { t } = useTranslation('storefront')
  const buyAgain = order.event && order.event.state === 'published' && (
    <LinkButton to="/e/$slug" params={{ slug: order.event.slug }} variant="primary">
      {t('order.buy_again')}
    </LinkButton>
  )
  const eventCancelled = order.event?.state === 'cancelled' && (
    <Notice tone="danger" title={t('event.cancelled')}>
      {t('order.event_cancelled_text')}
    </Notice>
  )
  const back = order.refunds.some(refund => refund.state !== 'failed')
  switch (order.state) {
    case 'expired':
      return (
        <Notice tone="warning" title={t('order.expired')} actions={buyAgain}>
          {t(back ? 'order.expired_refunded_text' : 'order.expired_text')}
        </Notice>
      )
    case 'cancelled':
      return (
        <>
          {eventCancelled}
          <Notice tone="warning" title={t('order.cancelled')} actions={buyAgain}>
            {t(back ? 'order.cancelled_refunded_text' : 'order.cancelled_text')}
          </Notice>
        </>
      )
    case 'refunded':
      return (
        <>
          {eventCancelled}
          <Notice title={t('order.refunded')}>
            <p>
              <Money value={order.refunded} /> {t('order.refunded_text')}
            </p>
          </Notice>
        </>
      )
    case 'partly_refunded':
      return (
        <>
          {eventCancelled}
          <Notice title={t('order.partly_refunded')}>
            <p>
              <Money value={order.refunded} /> {t('order.partly_refunded_text')}
            </p>
          </Notice>
        </>
      )
    default:
      return eventCancelled || null
  }
}
