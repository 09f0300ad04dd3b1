import { Link } from '@tanstack/react-router'
import { StatusBadge } from '@tessera/ui/badge'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { PosterImage } from '@tessera/ui/poster-image'
import { useTranslation } from 'react-i18next'
import type { EventCard as Card } from '../api/listings.ts'
import { posterSource } from '../poster/poster-picture.ts'
import { CardDate } from './card-date.tsx'

/** What it costs at least, all-in. */
function FromPrice({ event }: { event: Card }) {
  const { t } = useTranslation('storefront')
  if (!event.from_price) return null
  if (event.free) return <span className="font-semibold text-success-text">{t('card.free')}</span>
  const alike = event.from_price.amount_minor === event.to_price?.amount_minor
  if (event.from_price.amount_minor === '0' && event.to_price) {
    return (
      <span className="font-semibold">
        {t('card.free')} – <Money value={event.to_price} />
      </span>
    )
  }
  return (
    <span>
      {!alike && <span className="text-quiet">{t('card.from')} </span>}
      <Money value={event.from_price} className="font-semibold" />
    </span>
  )
}

function Place({ event }: { event: Card }) {
  const { t } = useTranslation('storefront')
  const place = [event.venue_name, event.city].filter(Boolean).join(', ')
  if (event.attendance_mode === 'online') return t('card.online')
  return event.attendance_mode === 'hybrid' ? t('card.hybrid', { place }) : place || event.organizer.name
}

/** One event in a list. The whole card leads to its page. */
export function EventCard({ event, priority = false }: { event: Card; priority?: boolean }) {
  const said = useLocalized()
  const name = said(event.title)
  return (
    <article className="group relative grid grid-cols-[7rem_1fr] gap-4 sm:block">
      <PosterImage
        seed={event.id}
        {...posterSource(event)}
        sizes="(width < 40rem) 7rem, (width < 64rem) 50vw, 360px"
        alt=""
        palette={event.palette as never}
        width={720}
        height={480}
        priority={priority}
        className="aspect-[4/5] transition-[filter] duration-200 group-hover:brightness-105 sm:mb-3 sm:aspect-[3/2]"
      />
      <div className="grid content-start gap-1">
        <p className="figures text-sm font-medium text-accent-text">
          <CardDate event={event} />
        </p>
        <h3 className="display text-lg leading-tight">
          <Link
            to="/e/$slug"
            params={{ slug: event.slug }}
            className="after:absolute after:inset-0 after:rounded-lg group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-accent-text"
          >
            {name}
          </Link>
        </h3>
        <p className="text-sm text-quiet">
          <Place event={event} />
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          {event.state === 'published' ? <FromPrice event={event} /> : <StatusBadge of="event" state={event.state} />}
        </p>
      </div>
    </article>
  )
}
