import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast } from './colour.ts'
import { compositionNames, mosaicSvg, paletteFor } from './mosaic.ts'
import { type PaletteName, paletteNames } from './palettes.ts'

/** Refuses what an XML parser would refuse, for the little XML a mosaic is made of. */
function expectWellFormed(svg: string): void {
  const tags = svg.match(/<[^>]*>/g) ?? []
  const open: string[] = []
  for (const tag of tags) {
    expect(tag).toMatch(/^<(?:\/\w+|\w+(?: [\w:-]+="[^"<]*")*\/?)>$/)
    const name = /\w+/.exec(tag)?.[0] ?? ''
    if (tag.startsWith('</')) expect(open.pop()).toBe(name)
    else if (!tag.endsWith('/>')) open.push(name)
  }
  expect(open).toEqual([])
  const text = svg.replace(/<[^>]*>/g, '')
  expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/)
}

describe('a mosaic', () => {
  it('is the same picture for the same seed, and another for another', () => {
    const card = { width: 320, height: 180 }
    expect(mosaicSvg({ seed: 'evt_1', ...card })).toBe(mosaicSvg({ seed: 'evt_1', ...card }))
    expect(mosaicSvg({ seed: 'evt_1', ...card })).not.toBe(mosaicSvg({ seed: 'evt_2', ...card }))
  })

  it('does not change from one release to the next unless this snapshot is changed on purpose', () => {
    const digests = Object.fromEntries(
      compositionNames.map((composition, number) => {
        const svg = mosaicSvg({ seed: 'snapshot', composition, palette: paletteNames[number], width: 320, height: 180 })
        return [composition, createHash('sha256').update(svg).digest('hex').slice(0, 16)]
      }),
    )
    expect(digests).toMatchSnapshot()
  })

  it.each(compositionNames)('stays under 60 kB as a card: %s', composition => {
    for (let number = 0; number < 6; number++) {
      const svg = mosaicSvg({ seed: `card ${number}`, composition, width: 640, height: 360 })
      expect(svg.length).toBeLessThan(60_000)
    }
  })

  it('has fewer tiles in a thumbnail than in a card', () => {
    for (const composition of compositionNames) {
      const thumbnail = mosaicSvg({ seed: 'size', composition, width: 96, height: 96 })
      const card = mosaicSvg({ seed: 'size', composition, width: 640, height: 360 })
      expect(thumbnail.length).toBeLessThan(card.length / 2)
    }
  })

  it('is well-formed XML without script, link or style, whatever its seed and title say', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('</title><script>alert(1)</script>', '"onload="x', '&amp;&', ']]>', '\u0000\u0007'),
    )
    fc.assert(
      fc.property(hostile, hostile, (seed, title) => {
        const svg = mosaicSvg({ seed, title, width: 96, height: 64 })
        expectWellFormed(svg)
        expect(svg).not.toMatch(/<(?:script|style|a|image|foreignObject|use)\b|\son\w+=|href/i)
        expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      }),
      { numRuns: 60 },
    )
  })

  it('tells a screen reader its title, and is silent as decoration', () => {
    const named = mosaicSvg({ seed: 'a', title: 'Nacht & "Tag"', width: 96, height: 64 })
    expect(named).toContain('<title>Nacht &amp; &quot;Tag&quot;</title>')
    expect(named).toContain('role="img"')
    expect(mosaicSvg({ seed: 'a', width: 96, height: 64 })).toContain('aria-hidden="true"')
  })

  it('can be drawn in any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 900 }),
        fc.integer({ min: 16, max: 900 }),
        fc.string(),
        (width, height, seed) => {
          const svg = mosaicSvg({ seed, width, height })
          expect(svg).toContain(`width="${width}" height="${height}"`)
          expect(svg).not.toMatch(/NaN|Infinity/)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('the colours of a page', () => {
  it.each(paletteNames)('can be read at 4.5:1 and better: %s', palette => {
    const page = paletteFor('any', palette)
    expect(contrast(page.accent, page.paper)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(page.onAccent, page.accent)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(page.ink, page.paper)).toBeGreaterThanOrEqual(7)
  })

  it('are those of the seed where a palette is named that there is not', () => {
    const gone = 'sepia' as PaletteName
    expect(paletteFor('evt_7', gone)).toEqual(paletteFor('evt_7'))
    const size = { width: 96, height: 64 }
    expect(mosaicSvg({ seed: 'evt_7', palette: gone, ...size })).toBe(mosaicSvg({ seed: 'evt_7', ...size }))
  })

  it('come from the palette that the mosaic of the same seed wears', () => {
    const { palette } = paletteFor('evt_7')
    const size = { width: 96, height: 64 }
    expect(mosaicSvg({ seed: 'evt_7', ...size })).toBe(mosaicSvg({ seed: 'evt_7', palette, ...size }))
  })
})
