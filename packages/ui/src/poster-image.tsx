import type { MosaicOptions } from '@tessera/mosaic/mosaic'
import { useEffect, useState } from 'react'
import { cn } from './cn.ts'

export type PosterImageProps = {
  /** The event's id: the same event always has the same mosaic. */
  seed: string
  /** The organizer's photo; without one a mosaic is laid. */
  src?: string | null
  srcSet?: string
  sizes?: string
  /** What the photo shows. A mosaic is decoration and says nothing. */
  alt?: string
  /** Name of a palette of @tessera/mosaic. */
  palette?: MosaicOptions['palette']
  /** Width by height of the picture; the box keeps this shape while it loads. */
  width?: number
  height?: number
  /** The first picture of a page: fetched at once. */
  priority?: boolean
  className?: string
}

const laid = new Map<string, string>()

/** The mosaic as an address. Its code is fetched only by pages that show an event without a photo. */
function useMosaic(wanted: boolean, { seed, palette, width, height }: MosaicOptions): string | undefined {
  const key = JSON.stringify([seed, palette, width, height])
  const [, redraw] = useState(0)
  useEffect(() => {
    if (!wanted || laid.has(key)) return
    let shown = true
    const lay = async () => {
      const { mosaicSvg } = await import('@tessera/mosaic/mosaic')
      laid.set(key, `data:image/svg+xml,${encodeURIComponent(mosaicSvg({ seed, palette, width, height }))}`)
      if (shown) redraw(count => count + 1)
    }
    void lay()
    return () => {
      shown = false
    }
  }, [wanted, key, seed, palette, width, height])
  return laid.get(key)
}

/** An event's picture, never a grey box. */
export function PosterImage({
  seed,
  src,
  srcSet,
  sizes,
  alt = '',
  palette,
  width = 720,
  height = 480,
  priority = false,
  className,
}: PosterImageProps) {
  const mosaic = useMosaic(!src, { seed, palette, width, height })
  return (
    <img
      src={src ?? mosaic}
      srcSet={src ? srcSet : undefined}
      sizes={sizes}
      alt={src ? alt : ''}
      width={width}
      height={height}
      loading={priority ? 'eager' : 'lazy'}
      fetchPriority={priority ? 'high' : 'auto'}
      decoding="async"
      className={cn('block h-auto w-full rounded-lg bg-mist object-cover', className)}
    />
  )
}
