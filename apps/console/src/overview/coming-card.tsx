import { Link } from '@tanstack/react-router'
import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../api/dashboard.ts'
import { useEvents } from '../events/event-titles.ts'

const MOST_SHOWN = 6

/** The next evenings, and how many tickets are out for each event. */
export function ComingCard({ capacity }: { capacity: Dashboard['capacity'] }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const { formatLocale } = useLocale()
  const now = new Date().getTime()
  const taken = new Map<string, number>()
  for (const pool of capacity) taken.set(pool.event_id, Math.max(taken.get(pool.event_id) ?? 0, pool.taken))
  const evenings = useEvents()
    .filter(event => event.state === 'published')
    .flatMap(event =>
      event.dates
        .filter(date => date.state === 'scheduled' && Date.parse(date.ends_at ?? date.starts_at) > now)
        .slice(0, 2)
        .map(date => ({ event, date })),
    )
    .sort((a, b) => a.date.starts_at.localeCompare(b.date.starts_at))
    .slice(0, MOST_SHOWN)
  return (
    <Card title={t('overview.coming')} padding="none">
      {evenings.length === 0 ? (
        <p className="px-4 py-4 text-quiet md:px-5">{t('overview.coming_none')}</p>
      ) : (
        <ul className="divide-y divide-line pb-1">
          {evenings.map(({ event, date }) => (
            <li key={date.id}>
              <Link
                to="/events/$event"
                params={{ event: event.id }}
                className="flex min-h-11 items-center gap-4 px-4 py-2 hover:bg-mist md:px-5"
              >
                <span className="grid min-w-0 grow">
                  <span className="truncate font-medium">{said(event.title)}</span>
                  <span className="text-xs text-quiet">
                    <DateTime at={date.starts_at} zone={event.timezone} format="short" />
                    {event.venue?.city && ` · ${event.venue.city}`}
                  </span>
                </span>
                {taken.has(event.id) && (
                  <span className="figures shrink-0 text-end">
                    {new Intl.NumberFormat(formatLocale).format(taken.get(event.id) ?? 0)}
                    <span className="block text-xs text-quiet">{t('overview.tickets_out')}</span>
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
