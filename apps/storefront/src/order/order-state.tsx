import { Money } from '@tessera/ui/money'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { Order } from '../api/orders.ts'
import { LinkButton } from '../link-button.tsx'
import { isCalledOff } from './standing.ts'

/** What happened to an order that is no longer simply paid, and what it means for seats and money. */
export function OrderStateNotice({ order }: { order: Order }) {
  const { t } = useTranslation('storefront')
  const buyAgain = order.event && order.event.state === 'published' && (
    <LinkButton to="/e/$slug" params={{ slug: order.event.slug }} variant="primary">
      {t('order.buy_again')}
    </LinkButton>
  )
  const eventNews = <EventNews order={order} />
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
          {eventNews}
          <Notice tone="warning" title={t('order.cancelled')} actions={buyAgain}>
            {t(back ? 'order.cancelled_refunded_text' : 'order.cancelled_text')}
          </Notice>
        </>
      )
    case 'refunded':
      return (
        <>
          {eventNews}
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
          {eventNews}
          <Notice title={t('order.partly_refunded')}>
            <p>
              <Money value={order.refunded} /> {t('order.partly_refunded_text')}
            </p>
          </Notice>
        </>
      )
    default:
      return eventNews
  }
}

/** What became of the event itself, for whoever has tickets for it. */
function EventNews({ order: { event, tickets } }: { order: Order }) {
  const { t } = useTranslation('storefront')
  if (event?.state === 'cancelled') {
    return (
      <Notice tone="danger" title={t('event.cancelled')}>
        {t('order.event_cancelled_text')}
      </Notice>
    )
  }
  if (!event || tickets.every(ticket => ticket.state !== 'valid')) return null
  if (event.state === 'postponed') {
    return (
      <Notice tone="warning" title={t('event.postponed')}>
        {t('order.event_postponed_text')}
      </Notice>
    )
  }
  return tickets.some(ticket => ticket.state === 'valid' && isCalledOff(event, ticket)) ? (
    <Notice tone="danger" title={t('order.date_cancelled')}>
      {t('order.date_cancelled_text')}
    </Notice>
  ) : null
}
