import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast, type Oklch, parseOklch } from './contrast.ts'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

function token(name: string, night: boolean): Oklch {
  const value = new RegExp(`^\\s*--${name}: (.+);$`, 'm').exec(css)?.[1]
  if (!value) throw new Error(`tokens.css has no --${name}`)
  const both = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value)
  const colour = parseOklch(both ? both[night ? 2 : 1]! : value)
  if (!colour) throw new Error(`--${name} is not an oklch colour: ${value}`)
  return colour
}

const grounds = ['paper', 'raised', 'mist']
const words = ['ink', 'quiet', 'accent-text', 'success-text', 'warning-text', 'danger-text', 'info-text']
const kinds = ['accent', 'success', 'warning', 'danger', 'info']

describe.each([
  ['day', false],
  ['night', true],
])('by %s', (_, night) => {
  test.each(words.flatMap(word => grounds.map(ground => [word, ground])))('%s can be read on %s', (word, ground) => {
    expect(contrast(token(word, night), token(ground, night))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(kinds)('%s words, ink and quiet words can be read on its soft ground', kind => {
    for (const word of [`${kind}-text`, 'ink', 'quiet']) {
      expect(contrast(token(word, night), token(`${kind}-soft`, night))).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['on-solid', 'success'],
    ['on-solid', 'danger'],
    ['on-solid', 'info'],
    ['on-warning', 'warning'],
  ])('%s can be read on %s', (word, ground) => {
    expect(contrast(token(word, night), token(ground, night))).toBeGreaterThanOrEqual(4.5)
  })

  test('the edge of a control stands out from every ground', () => {
    for (const ground of grounds) expect(contrast(token('edge', night), token(ground, night))).toBeGreaterThanOrEqual(3)
  })
})
