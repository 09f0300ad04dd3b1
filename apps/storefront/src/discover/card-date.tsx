import { DateTime } from '@tessera/ui/date-time'
import { useTranslation } from 'react-i18next'
import type { EventCard } from '../api/listings.ts'

/** "Sat 14 Mar, 19:30", and on how many days in all: what fits into one line of a card. */
export function CardDate({ event }: { event: EventCard }) {
  const { t } = useTranslation('storefront')
  return (
    <>
      <DateTime at={event.first_starts_at} zone={event.timezone} format="card" />
      {event.date_count > 1 && (
        <span className="whitespace-nowrap"> · {t('card.dates', { count: event.date_count })}</span>
      )}
    </>
  )
}
