import { hexOf } from '@tessera/mosaic/colour'
import { type PaletteName, paletteNames, palettes } from '@tessera/mosaic/palettes'
import { randomFrom } from '@tessera/mosaic/random'

/** Printed by day: dark words on light paper. By night: light words on the picture's shadow. */
export type PosterScheme = 'day' | 'night'

export type PosterColours = { ground: string; words: string; shout: string }

const known = new Map<string, PosterColours>()

function isPalette(name: string | null): name is PaletteName {
  return name !== null && Object.hasOwn(palettes, name)
}

/** The colours of an event's poster: those that its picture is laid in. */
export function posterColours(eventId: string, palette: string | null, scheme: PosterScheme): PosterColours {
  const key = `${eventId} ${palette} ${scheme}`
  const drawn = known.get(key)
  if (drawn) return drawn
  const { deep, glow, sun, page } =
    palettes[isPalette(palette) ? palette : randomFrom(`palette:${eventId}`).pick(paletteNames)]
  const colours =
    scheme === 'night'
      ? { ground: hexOf(deep), words: hexOf(glow), shout: hexOf(sun) }
      : { ground: hexOf(page.paper), words: hexOf(page.ink), shout: hexOf(page.accent) }
  known.set(key, colours)
  return colours
}
