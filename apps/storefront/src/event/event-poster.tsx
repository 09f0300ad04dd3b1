import { Link } from '@tanstack/react-router'
import { cn } from '@tessera/ui/cn'
import { DateRange, DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { PosterImage } from '@tessera/ui/poster-image'
import { MapPin, Video } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PublicEvent } from '../api/listings.ts'
import { posterColours } from '../poster/poster-colours.ts'
import { posterSource } from '../poster/poster-picture.ts'
import { mapLink, placeParts } from './place.ts'
import { otherZone } from './your-time.ts'

/** The event as a poster in the colours of its picture: name, when, where. */
export function EventPoster({ event }: { event: PublicEvent }) {
  const said = useLocalized()
  const { ground, words, shout } = posterColours(event.id, event.palette, 'night')
  return (
    <header style={{ backgroundColor: ground, color: words }} className="print:bg-white print:text-black">
      <div className="grid lg:min-h-[30rem] lg:grid-cols-[minmax(0,6fr)_minmax(0,5fr)] lg:items-stretch">
        <div className="lg:relative lg:order-2">
          <PosterImage
            seed={event.id}
            {...posterSource(event)}
            sizes="(width < 64rem) 100vw, 45vw"
            alt={said(event.picture?.alt)}
            palette={event.palette as never}
            width={960}
            height={640}
            priority
            className="aspect-[4/3] rounded-none sm:aspect-[2/1] lg:absolute lg:inset-0 lg:aspect-auto lg:size-full"
          />
        </div>
        <div className="grid content-between gap-8 px-4 py-7 md:px-8 lg:order-1 lg:ps-[max(2rem,calc((100vw-80rem)/2+2rem))] lg:py-14 lg:pe-12">
          <div className="grid gap-4">
            <Link
              to="/o/$slug"
              params={{ slug: event.organizer.slug }}
              className="-my-2 inline-flex min-h-11 items-center justify-self-start text-sm font-medium opacity-90 hover:underline focus-visible:outline-current"
            >
              {event.organizer.name}
            </Link>
            <h1
              tabIndex={-1}
              className={cn(
                'display text-balance [hyphens:auto] [overflow-wrap:anywhere]',
                titleSize(said(event.title)),
              )}
            >
              {said(event.title)}
            </h1>
            {said(event.summary) && (
              <p className="max-w-prose text-base opacity-90 sm:text-lg">{said(event.summary)}</p>
            )}
          </div>
          <div className="grid gap-3">
            <p
              style={{ color: shout }}
              className={cn('display text-lg leading-snug sm:text-xl', event.state === 'cancelled' && 'line-through')}
            >
              <When event={event} />
            </p>
            <Where event={event} />
          </div>
        </div>
      </div>
    </header>
  )
}

/** A name that fills the screen would hide what it is the name of: a long one gets smaller rather than longer. */
function titleSize(title: string): string {
  if (title.length <= 60) return 'text-poster'
  return title.length <= 100 ? 'text-xl lg:text-2xl' : 'text-lg leading-snug sm:text-xl lg:text-2xl'
}

/** One date with its hours; of several the days they span or the next one. */
function When({ event }: { event: PublicEvent }) {
  const { t } = useTranslation('storefront')
  const [now] = useState(Date.now)
  if (event.state === 'postponed') return t('event.new_date_follows')
  const dates = event.dates.filter(date => date.state === 'scheduled')
  const [first] = dates
  const last = dates.at(-1)
  if (!first || !last) return null
  if (dates.length === 1) return <DateRange from={first.starts_at} to={first.ends_at} zone={event.timezone} />
  const days = (Date.parse(last.starts_at) - Date.parse(first.starts_at)) / 86_400_000
  if (days <= 10) return <DateRange from={first.starts_at} to={last.starts_at} zone={event.timezone} format="days" />
  const next = dates.find(date => Date.parse(date.ends_at ?? date.starts_at) > now) ?? first
  return (
    <>
      <DateTime at={next.starts_at} zone={event.timezone} />
      <span className="block text-base font-normal">{t('card.more_dates', { count: dates.length - 1 })}</span>
    </>
  )
}

/** Whoever joins from afar looks at another clock than the one at the place. */
function YourTime({ event }: { event: PublicEvent }) {
  const { t } = useTranslation('storefront')
  const [first] = event.dates.filter(date => date.state === 'scheduled')
  const zone = first && event.dates.length === 1 ? otherZone(first.starts_at, event.timezone) : null
  if (!first || !zone || event.state !== 'published') return null
  return (
    <span className="opacity-90">
      {t('event.your_time')} <DateTime at={first.starts_at} zone={zone} showZone />
    </span>
  )
}

function Where({ event }: { event: PublicEvent }) {
  const { t } = useTranslation('storefront')
  const { place, address } = placeParts(event)
  const map = mapLink(event)
  return (
    <>
      {event.attendance_mode !== 'in_person' && (
        <p className="flex items-start gap-2">
          <Video className="mt-1 size-4 shrink-0" aria-hidden="true" />
          <span className="grid">
            <span className="font-semibold">{t('card.online')}</span>
            <YourTime event={event} />
          </span>
        </p>
      )}
      {place && (
        <p className="flex items-start gap-2">
          <MapPin className="mt-1 size-4 shrink-0" aria-hidden="true" />
          <span className="grid">
            <span className="font-semibold">{place}</span>
            {address && <span className="opacity-90">{address}</span>}
            {map && (
              <a
                href={map}
                target="_blank"
                rel="noopener noreferrer"
                className="justify-self-start py-1.5 text-sm underline underline-offset-4 focus-visible:outline-current"
              >
                {t('event.map')}
              </a>
            )}
          </span>
        </p>
      )}
    </>
  )
}
