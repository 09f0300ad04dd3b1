import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import sharp from 'sharp'

export type PictureVariant = {
  width: number
  height: number
  contentType: 'image/webp' | 'image/jpeg'
  content: Buffer
}

export type DerivedPicture = {
  width: number
  height: number
  /** Ascending widths, never wider than what was given. */
  variants: PictureVariant[]
  /** 1200 × 630, cropped to what draws the eye: for previews of links and for mails, which know no WebP. */
  card: PictureVariant
}

export type PictureRefusal =
  | 'pictures.not_an_image'
  | 'pictures.too_many_pixels'
  | 'pictures.too_many_bytes'
  | 'pictures.damaged'

export type PictureLimits = { maxBytes?: number; maxPixels?: number }

const WIDTHS = [320, 640, 1280, 1920]
const CARD = { width: 1200, height: 630 }
const MAX_BYTES = 20 * 1024 * 1024
const MAX_PIXELS = 50_000_000
const SECONDS = 20

/**
 * Only formats whose first bytes we know reach the decoder. SVG is text that can refer to other files, and is refused
 * like everything else: an upload is a photograph or a drawing made of pixels.
 */
const SIGNATURES: readonly { offset: number; bytes: string }[] = [
  { offset: 0, bytes: 'ffd8ff' },
  { offset: 0, bytes: '89504e470d0a1a0a' },
  { offset: 0, bytes: '47494638' },
  { offset: 8, bytes: '57454250' },
  { offset: 4, bytes: '6674797061766966' },
]

/** Makes the sizes that pages and mails show. Every pixel is encoded anew; EXIF, and the place in it, is left behind. */
export async function derivePicture(
  content: Uint8Array,
  limits: PictureLimits = {},
): Promise<Outcome<DerivedPicture, PictureRefusal>> {
  if (content.byteLength > (limits.maxBytes ?? MAX_BYTES)) return refused('pictures.too_many_bytes')
  const input = Buffer.from(content)
  if (!SIGNATURES.some(({ offset, bytes }) => input.toString('hex', offset, offset + bytes.length / 2) === bytes)) {
    return refused('pictures.not_an_image')
  }
  const size = await sharp(input, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (!size) return refused('pictures.damaged')
  // The header alone is read here: a picture of 50,000 × 50,000 is refused before its pixels exist.
  if (size.width * size.height > (limits.maxPixels ?? MAX_PIXELS)) return refused('pictures.too_many_pixels')
  try {
    return ok(await deriveFrom(input, size.autoOrient))
  } catch {
    return refused('pictures.damaged')
  }
}

async function deriveFrom(input: Buffer, original: { width: number; height: number }): Promise<DerivedPicture> {
  const upright = sharp(input, { failOn: 'error', pages: 1 }).timeout({ seconds: SECONDS }).autoOrient()
  const widths = WIDTHS.filter(width => width < original.width)
  if (widths.length < WIDTHS.length) widths.push(original.width)
  const variants: PictureVariant[] = []
  for (const width of widths) {
    const { data, info } = await upright
      .clone()
      .resize({ width, withoutEnlargement: true })
      .webp({ quality: 80, effort: 4 })
      .toBuffer({ resolveWithObject: true })
    variants.push({ width: info.width, height: info.height, contentType: 'image/webp', content: data })
  }
  const content = await upright
    .clone()
    .resize({ ...CARD, fit: 'cover', position: 'attention' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer()
  return { ...original, variants, card: { ...CARD, contentType: 'image/jpeg', content } }
}
