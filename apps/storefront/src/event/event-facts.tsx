import { LinkButton } from '@tessera/ui/button'
import { DateRange, DateTime } from '@tessera/ui/date-time'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { CalendarPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { eventCalendarUrl, type PublicEvent } from '../api/listings.ts'
import { LinkButton as PageLink } from '../link-button.tsx'
import { MarkdownText } from '../text/markdown-text.tsx'
import { ShareButton } from './share-button.tsx'

/** More than this many dates are folded away; the picker shows them all. */
const SHOWN_DATES = 6

/** What one wants to know before buying. */
export function EventFacts({ event }: { event: PublicEvent }) {
  const { t } = useTranslation('storefront')
  const { locale } = useLocale()
  const said = useLocalized()
  const description = said(event.description)
  return (
    <div className="grid content-start gap-8">
      {description && (
        <section aria-labelledby="about-title">
          <h2 id="about-title" className="display mb-4 text-xl">
            {t('event.about')}
          </h2>
          <MarkdownText source={description} />
        </section>
      )}
      {event.state !== 'postponed' && <Dates event={event} />}
      <div className="no-print flex flex-wrap gap-2">
        <ShareButton title={said(event.title)} path={`/e/${event.slug}`} />
        {event.state === 'published' && (
          <LinkButton href={eventCalendarUrl(event.slug, locale)} icon={<CalendarPlus aria-hidden="true" />}>
            {t('event.calendar')}
          </LinkButton>
        )}
      </div>
      <Organizer event={event} />
    </div>
  )
}

function Dates({ event }: { event: PublicEvent }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const isOne = event.dates.length === 1
  const isOff = (date: PublicEvent['dates'][number]) => date.state === 'cancelled' || event.state === 'cancelled'
  return (
    <section aria-labelledby="dates-title">
      <h2 id="dates-title" className="display mb-3 text-lg">
        {t(isOne ? 'event.when' : 'event.dates')}
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {event.dates.slice(0, SHOWN_DATES).map(date => (
          <li key={date.id} className="grid gap-0.5 py-3">
            <DateRange
              from={date.starts_at}
              to={date.ends_at}
              zone={event.timezone}
              className={isOff(date) ? 'line-through' : 'font-medium'}
            />
            <span className="flex flex-wrap gap-x-3 text-sm text-quiet">
              {date.state === 'cancelled' && <span className="text-danger-text">{t('event.date_cancelled')}</span>}
              {said(date.label) && <span>{said(date.label)}</span>}
              {date.doors_at && (
                <span>
                  {t('event.doors')} <DateTime at={date.doors_at} zone={event.timezone} format="time" />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {event.dates.length > SHOWN_DATES && (
        <p className="mt-2 text-sm text-quiet">{t('card.more_dates', { count: event.dates.length - SHOWN_DATES })}</p>
      )}
    </section>
  )
}

function Organizer({ event: { organizer } }: { event: PublicEvent }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  return (
    <section aria-labelledby="organizer-title" className="rounded-lg bg-mist p-5">
      <p className="text-sm text-quiet">{t('event.organizer')}</p>
      <h2 id="organizer-title" className="display text-lg">
        {organizer.name}
      </h2>
      {said(organizer.about) && <p className="mt-2 line-clamp-4 max-w-prose text-sm">{said(organizer.about)}</p>}
      <p className="mt-4 flex flex-wrap gap-2">
        <PageLink to="/o/$slug" params={{ slug: organizer.slug }}>
          {t('event.more_of_organizer')}
        </PageLink>
        {organizer.contact_email && (
          <LinkButton variant="quiet" href={`mailto:${organizer.contact_email}`}>
            {t('event.write')}
          </LinkButton>
        )}
      </p>
    </section>
  )
}
