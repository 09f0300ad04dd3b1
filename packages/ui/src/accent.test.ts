import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccentTokens, accentTokens } from './accent.ts'
import { contrast, type Oklch, parseHex, parseOklch } from './contrast.ts'

const hexColour = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
  .map(parts => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`)

function side(tokens: AccentTokens, name: keyof AccentTokens, night: boolean): Oklch {
  const match = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(tokens[name])
  return parseOklch(match![night ? 2 : 1]!)!
}

const grounds = {
  false: [parseOklch('oklch(0.984 0.003 95)')!, parseOklch('oklch(1 0 0)')!, parseOklch('oklch(0.956 0.005 95)')!],
  true: [
    parseOklch('oklch(0.178 0.012 325)')!,
    parseOklch('oklch(0.222 0.014 325)')!,
    parseOklch('oklch(0.265 0.015 325)')!,
  ],
}

describe('an organizer’s accent', () => {
  test.each([false, true])(
    'can be read on every ground and under every word, whatever colour was chosen (night: %s)',
    night => {
      fc.assert(
        fc.property(hexColour, hex => {
          const tokens = accentTokens(hex)!
          const at = (name: keyof AccentTokens) => side(tokens, name, night)
          for (const ground of [...grounds[`${night}`], at('--accent-soft')]) {
            expect(contrast(at('--accent-text'), ground)).toBeGreaterThanOrEqual(4.5)
          }
          expect(contrast(at('--on-accent'), at('--accent'))).toBeGreaterThanOrEqual(4.5)
          expect(contrast(at('--on-accent'), at('--accent-hover'))).toBeGreaterThanOrEqual(4.5)
        }),
        { numRuns: 300 },
      )
    },
  )

  test('keeps the colour as it is where it can be read already', () => {
    const brand = parseHex('#8d1455')!
    const fill = side(accentTokens('#8d1455')!, '--accent', false)
    expect(fill.l).toBeCloseTo(brand.l, 2)
    expect(fill.c).toBeCloseTo(brand.c, 2)
    expect(fill.h).toBeCloseTo(brand.h, 0)
  })

  test('is refused when it is no colour', () => {
    expect(accentTokens('red; background: url(https://example.org)')).toBeNull()
  })
})

test('contrast agrees with WCAG: black on white is 21, #777 on white 4.48', () => {
  expect(contrast(parseHex('#000000')!, parseHex('#ffffff')!)).toBeCloseTo(21, 1)
  expect(contrast(parseHex('#777777')!, parseHex('#ffffff')!)).toBeCloseTo(4.48, 1)
})
