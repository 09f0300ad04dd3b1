import type { Picture } from '@tessera/sdk'

type Pictured = { id: string; picture: Picture | null }
export type PosterSource = { src: string; srcSet: string }

const laid = [320, 640, 960] as const

/** The organizer's photo, else the mosaic that the server lays for this event, in the sizes that exist. */
export function posterSource({ id, picture }: Pictured): PosterSource {
  const sizes = picture?.sizes.length
    ? picture.sizes.map(({ url, width }) => ({ url, width }))
    : laid.map(width => ({ url: `/v1/events/${id}/mosaic/${width}.svg`, width }))
  const ordered = sizes.toSorted((a, b) => a.width - b.width)
  const middle = ordered.find(size => size.width >= 640) ?? ordered.at(-1)!
  return { src: middle.url, srcSet: ordered.map(({ url, width }) => `${url} ${width}w`).join(', ') }
}
