import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { derivePicture } from './pictures.ts'

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 90 } } })

/** A valid PNG header that promises more pixels than anyone wants to hold. */
function hugePng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    return Buffer.concat([head, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(50_000, 0)
  header.writeUInt32BE(50_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(64)))])
}

describe('derivePicture', () => {
  test('a large picture gets every width and a card for links and mails', async () => {
    const outcome = await derivePicture(await photo(2400, 1200).jpeg().toBuffer())
    if (!outcome.ok) throw new Error(outcome.reason)
    const { variants, card } = outcome.value
    expect(variants.map(({ width, height }) => [width, height])).toEqual([
      [320, 160],
      [640, 320],
      [1280, 640],
      [1920, 960],
    ])
    expect((await sharp(variants[0]?.content).metadata()).format).toBe('webp')
    expect(await sharp(card.content).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 630 })
  })

  test('a small picture is never enlarged', async () => {
    const outcome = await derivePicture(await photo(500, 400).png().toBuffer())
    expect(outcome.ok && outcome.value.variants.map(({ width }) => width)).toEqual([320, 500])
  })

  test('where a photo was taken is not published, and it stands upright', async () => {
    const content = await photo(800, 400)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Someone' }, IFD3: { GPSLatitude: '48/1 8/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect((await sharp(content).metadata()).exif).toBeDefined()
    const outcome = await derivePicture(content)
    if (!outcome.ok) throw new Error(outcome.reason)
    expect([outcome.value.width, outcome.value.height]).toEqual([400, 800])
    for (const { content } of [...outcome.value.variants, outcome.value.card]) {
      const metadata = await sharp(content).metadata()
      expect(metadata).not.toHaveProperty('exif')
      expect(metadata).not.toHaveProperty('xmp')
    }
  })

  test('only the first frame of an animation is kept', async () => {
    const frames = await sharp({ create: { width: 40, height: 80, channels: 3, background: 'red', pageHeight: 40 } })
      .gif({ delay: [10, 10] })
      .toBuffer()
    const outcome = await derivePicture(frames)
    expect(outcome.ok && outcome.value.variants.map(({ width, height }) => [width, height])).toEqual([[40, 40]])
  })

  test.each([
    ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a vector drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a document', Buffer.from('%PDF-1.7')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is refused as not an image', async (_name, content) => {
    expect(await derivePicture(content)).toEqual({ ok: false, reason: 'pictures.not_an_image' })
  })

  test('a picture that would fill the memory is refused before it is decoded', async () => {
    expect(await derivePicture(hugePng())).toEqual({ ok: false, reason: 'pictures.too_many_pixels' })
    const small = await photo(40, 40).png().toBuffer()
    expect(await derivePicture(small, { maxPixels: 1_599 })).toEqual({ ok: false, reason: 'pictures.too_many_pixels' })
    expect(await derivePicture(small, { maxBytes: 10 })).toEqual({ ok: false, reason: 'pictures.too_many_bytes' })
  })

  test('half a picture is refused as damaged', async () => {
    const whole = await photo(300, 300).jpeg().toBuffer()
    expect(await derivePicture(whole.subarray(0, 400))).toEqual({ ok: false, reason: 'pictures.damaged' })
    expect(await derivePicture(Buffer.from('ffd8ff00', 'hex'))).toEqual({ ok: false, reason: 'pictures.damaged' })
  })
})
