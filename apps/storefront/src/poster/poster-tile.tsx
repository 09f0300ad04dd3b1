import { Link } from '@tanstack/react-router'
import { cn } from '@tessera/ui/cn'
import { useLocalized } from '@tessera/ui/i18n'
import { PosterImage } from '@tessera/ui/poster-image'
import type { EventCard } from '../api/listings.ts'
import { CardDate } from '../discover/card-date.tsx'
import { type PosterScheme, posterColours } from './poster-colours.ts'
import { posterSource } from './poster-picture.ts'

export type PosterTileProps = {
  event: EventCard
  scheme: PosterScheme
  /** Shape of its picture, and how loud its title is. */
  shape: 'tall' | 'square' | 'wide'
  priority?: boolean
}

const shapes = {
  tall: { picture: 'aspect-[4/5]', title: 'text-lg sm:text-xl', width: 480, height: 600 },
  square: { picture: 'aspect-square', title: 'text-base sm:text-lg', width: 480, height: 480 },
  wide: { picture: 'aspect-[3/2]', title: 'text-base sm:text-lg', width: 480, height: 320 },
} as const

/** A poster as it hangs on a wall: picture, date and name in the colours of its own print, day or night. */
export function PosterTile({ event, scheme, shape, priority = false }: PosterTileProps) {
  const said = useLocalized()
  const { ground, words, shout } = posterColours(event.id, event.palette, scheme)
  const { picture, title, width, height } = shapes[shape]
  return (
    <Link
      to="/e/$slug"
      params={{ slug: event.slug }}
      style={{ backgroundColor: ground, color: words }}
      className="group block overflow-hidden rounded-sm shadow-lift transition-transform duration-200 ease-calm hover:-translate-y-1"
    >
      <PosterImage
        seed={event.id}
        {...posterSource(event)}
        sizes="(width < 64rem) 50vw, 320px"
        alt=""
        palette={event.palette as never}
        width={width}
        height={height}
        priority={priority}
        className={cn('rounded-none', picture)}
      />
      <span className="grid grid-cols-1 gap-1.5 p-3 pb-4 sm:p-4 sm:pb-5">
        <span style={{ color: shout }} className="figures text-xs font-semibold">
          <CardDate event={event} />
        </span>
        <span className={cn('display leading-[1.02] text-balance [hyphens:auto]', title)}>{said(event.title)}</span>
        <span className="text-xs opacity-85">{event.venue_name ?? event.organizer.name}</span>
      </span>
    </Link>
  )
}
