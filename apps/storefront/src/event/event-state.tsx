import { DateTime } from '@tessera/ui/date-time'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { PublicEvent } from '../api/listings.ts'
import { LinkButton } from '../link-button.tsx'
import type { Sale } from './sale.ts'

/** Why nothing can be bought, and what that means for whoever has tickets. */
export function EventState({ event, sale }: { event: PublicEvent; sale: Sale }) {
  const { t } = useTranslation('storefront')
  if (event.state === 'published') return <SaleState sale={sale} zone={event.timezone} />
  const more = (
    <LinkButton to="/o/$slug" params={{ slug: event.organizer.slug }}>
      {t('event.more_of_organizer')}
    </LinkButton>
  )
  if (event.state === 'cancelled') {
    return (
      <Notice tone="danger" title={t('event.cancelled')} actions={more}>
        {event.cancel_reason && <p className="whitespace-pre-line">{event.cancel_reason}</p>}
        <p>{t('event.cancelled_text')}</p>
      </Notice>
    )
  }
  return (
    <Notice
      tone={event.state === 'postponed' ? 'warning' : 'info'}
      title={t(event.state === 'postponed' ? 'event.postponed' : 'event.ended')}
      actions={more}
    >
      {event.state === 'postponed' ? t('event.postponed_text') : t('event.ended_text')}
    </Notice>
  )
}

function SaleState({ sale, zone }: { sale: Sale; zone: string }) {
  const { t } = useTranslation('storefront')
  switch (sale.kind) {
    case 'sold_out':
      return (
        <Notice tone="warning" title={t('event.sold_out')}>
          {t('event.sold_out_text')}
        </Notice>
      )
    case 'not_yet':
      return (
        <Notice title={t('event.not_yet')}>
          {sale.opensAt && (
            <p>
              {t('event.not_yet_text')} <DateTime at={sale.opensAt} zone={zone} className="font-semibold" />
            </p>
          )}
        </Notice>
      )
    case 'over':
      return <Notice title={t('event.sale_over')}>{t('event.sale_over_text')}</Notice>
    default:
      return null
  }
}
