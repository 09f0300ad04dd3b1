import { contrast } from '@tessera/mosaic/colour'
import { paletteNames } from '@tessera/mosaic/palettes'
import { expect, test } from 'vitest'
import { posterColours } from './poster-colours.ts'

test.each(paletteNames)('words of a poster in %s can be read by day and by night', palette => {
  for (const scheme of ['day', 'night'] as const) {
    const { ground, words, shout } = posterColours('evt_any', palette, scheme)
    expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(shout, ground)).toBeGreaterThanOrEqual(4.5)
  }
})

test('an event without a palette, or with one that is gone, keeps the same colours each time', () => {
  expect(posterColours('evt_1', null, 'day')).toEqual(posterColours('evt_1', 'no_such', 'day'))
})
