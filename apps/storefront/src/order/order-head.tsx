import { Link } from '@tanstack/react-router'
import { StatusBadge } from '@tessera/ui/badge'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useLocalized } from '@tessera/ui/i18n'
import { useTranslation } from 'react-i18next'
import type { Order } from '../api/orders.ts'
import { posterColours } from '../poster/poster-colours.ts'
import { isGoing } from './standing.ts'

/** How the order stands, in the colours of its event. */
export function OrderHead({ order }: { order: Order }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const { event } = order
  const { ground, words, shout } = posterColours(event?.id ?? order.id, event?.palette ?? null, 'night')
  const going = isGoing(order)
  const title = going ? t('order.going', { name: order.buyer.name.split(' ')[0] }) : t('order.title')
  useDocumentTitle(`${t('order.title')} ${order.code}`)
  return (
    <header style={{ backgroundColor: ground, color: words }} className="no-print">
      <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-3 px-4 py-8 [overflow-wrap:anywhere] md:px-8 md:py-12">
        <StatusBadge of="order" state={order.state} className="justify-self-start" />
        <h1 tabIndex={-1} style={{ color: shout }} className="display text-2xl text-balance md:text-poster">
          {title}
        </h1>
        {event && (
          <p className="text-lg [hyphens:auto]">
            <Link
              to="/e/$slug"
              params={{ slug: event.slug }}
              className="underline decoration-1 underline-offset-4 hover:decoration-2 focus-visible:outline-current"
            >
              {said(event.title)}
            </Link>
          </p>
        )}
        {going && <p className="opacity-90">{t('order.mailed', { email: order.buyer.email })}</p>}
      </div>
    </header>
  )
}
