import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { PublicEvent } from '../api/listings.ts'
import { LinkButton } from '../link-button.tsx'

/** Why nothing can be bought, and what that means for whoever has tickets. */
export function EventState({ event }: { event: PublicEvent }) {
  const { t } = useTranslation('storefront')
  if (event.state === 'published') return null
  const more = (
    <LinkButton to="/o/$slug" params={{ slug: event.organizer.slug }}>
      {t('event.more_of_organizer')}
    </LinkButton>
  )
  if (event.state === 'cancelled') {
    return (
      <Notice tone="danger" title={t('event.cancelled')} actions={more}>
        {event.cancel_reason && <p>{event.cancel_reason}</p>}
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
