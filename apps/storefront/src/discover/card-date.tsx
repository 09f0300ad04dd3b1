import { DateTime } from '@tessera/ui/date-time'
import { useTranslation } from 'react-i18next'
import type { EventCard } from '../api/listings.ts'

/** "Saturday, 14 March, 19:30", and how many more times it happens. */
export function CardDate({ event }: { event: EventCard }) {
  const { t } = useTranslation('storefront')
  return (
    <>
      <DateTime at={event.first_starts_at} zone={event.timezone} />
      {event.date_count > 1 && ` ${t('card.more_dates', { count: event.date_count - 1 })}`}
    </>
  )
}
