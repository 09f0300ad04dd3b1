import { formatId } from '@tessera/kernel/ids'
import { mosaicSvg, type PaletteName } from '@tessera/mosaic/mosaic'
import { paletteNames } from '@tessera/mosaic/palettes'
import sharp from 'sharp'

export const MOSAIC_WIDTHS = [320, 640, 960, 1200, 1920] as const
export type MosaicWidth = (typeof MOSAIC_WIDTHS)[number]

/** How many drawn pictures are remembered; each takes some 100 ms of a core and 100 kB. */
const MOST = 60

export type Mosaics = (
  eventId: string,
  palette: string | null,
  width: MosaicWidth,
  format: 'svg' | 'jpg',
) => Promise<Buffer>

/** Pictures for events without a photo: the same for the same event, wherever and whenever it is drawn. */
export function createMosaics(): Mosaics {
  const drawn = new Map<string, Promise<Buffer>>()
  return (eventId, palette, width, format) => {
    const key = `${eventId}/${palette}/${width}/${format}`
    const picture = drawn.get(key) ?? draw(eventId, palette, width, format)
    drawn.delete(key)
    drawn.set(key, picture)
    picture.catch(() => drawn.delete(key))
    if (drawn.size > MOST) drawn.delete(drawn.keys().next().value!)
    return picture
  }
}

async function draw(
  eventId: string,
  palette: string | null,
  width: MosaicWidth,
  format: 'svg' | 'jpg',
): Promise<Buffer> {
  // Link previews want 1200 × 630; everywhere else a picture is 16:9.
  const height = width === 1200 ? 630 : (width * 9) / 16
  const known = paletteNames.find((name): name is PaletteName => name === palette)
  const svg = Buffer.from(mosaicSvg({ seed: formatId('evt', eventId), palette: known, width, height }))
  if (format === 'svg') return svg
  return sharp(svg)
    .resize({ width, height, fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer()
}
