import { Skeleton } from '@tessera/ui/skeleton'
import type { EventCard } from '../api/listings.ts'
import { PosterTile, type PosterTileProps } from '../poster/poster-tile.tsx'

type Hang = Pick<PosterTileProps, 'scheme' | 'shape'>

/** How the sheets hang: three columns that do not line up, day and night prints mixed. */
const columns: { className: string; hangs: Hang[] }[] = [
  {
    className: 'pt-10 lg:pt-24',
    hangs: [
      { scheme: 'night', shape: 'tall' },
      { scheme: 'day', shape: 'wide' },
    ],
  },
  {
    className: 'lg:pt-6',
    hangs: [
      { scheme: 'day', shape: 'square' },
      { scheme: 'night', shape: 'tall' },
    ],
  },
  {
    className: 'pt-16 max-sm:hidden',
    hangs: [
      { scheme: 'night', shape: 'wide' },
      { scheme: 'day', shape: 'tall' },
    ],
  },
]
export const WALL_SIZE = columns.reduce((sum, column) => sum + column.hangs.length, 0)

/** The next events as posters on a wall. Without events it shows where they will hang. */
export function PosterWall({ events }: { events: readonly EventCard[] | undefined }) {
  let next = 0
  return (
    <ul className="grid grid-cols-2 items-start gap-2 sm:grid-cols-3 sm:gap-3">
      {columns.map((column, at) => (
        // The columns never change, so a place is a name.
        <li key={at} className={column.className}>
          <ul className="grid grid-cols-1 gap-2 sm:gap-3">
            {column.hangs.map(hang => {
              const place = next++
              const event = events?.[place]
              if (events && !event) return null
              return (
                <li key={place}>
                  {event ? (
                    <PosterTile event={event} {...hang} priority={place === 0 || place === 2} />
                  ) : (
                    <Skeleton className={hang.shape === 'wide' ? 'h-52' : 'h-80'} />
                  )}
                </li>
              )
            })}
          </ul>
        </li>
      ))}
    </ul>
  )
}
