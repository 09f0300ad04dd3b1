import { contrast, fitToScreen, inkFor, type Oklch, oklchText, parseHex } from './contrast.ts'

/** Values of the accent tokens; each a CSS colour. */
export type AccentTokens = {
  '--accent': string
  '--accent-hover': string
  '--on-accent': string
  '--accent-text': string
  '--accent-soft': string
}

/** The lightest and the darkest thing that accent-coloured words stand on, by day and by night (see tokens.css). */
const grounds = {
  light: { nearest: { l: 0.956, c: 0.005, h: 95 }, soft: (h: number) => ({ l: 0.952, c: 0.022, h }) },
  dark: { nearest: { l: 0.265, c: 0.015, h: 325 }, soft: (h: number) => ({ l: 0.295, c: 0.055, h }) },
} as const

const required = 4.5
/** Screens round to 8 bits; a hair more than required survives that. */
const aimed = required + 0.05

/** Moves lightness step by step until the words can be read on every ground. */
function readable(colour: Oklch, grounds: readonly Oklch[], step: number): Oklch {
  let l = colour.l
  for (; l > 0 && l < 1; l += step) {
    const candidate = fitToScreen({ ...colour, l })
    if (grounds.every(ground => contrast(candidate, ground) >= aimed)) return candidate
  }
  return { l: step < 0 ? 0 : 1, c: 0, h: colour.h }
}

function tokensFor(brand: Oklch, scheme: 'light' | 'dark') {
  const { nearest, soft } = grounds[scheme]
  const softGround = fitToScreen({ ...soft(brand.h), c: Math.min(soft(brand.h).c, brand.c) })
  // A brand colour near black would vanish on the night's paper, so it is lifted there.
  const fill = fitToScreen({ ...brand, l: scheme === 'dark' ? Math.max(brand.l, 0.42) : brand.l })
  const on = inkFor(fill)
  const settledFill = readable(fill, [on], on.l > 0.5 ? -0.01 : 0.01)
  const hover = readable(
    { ...settledFill, l: settledFill.l + (on.l > 0.5 ? -0.05 : 0.05) },
    [on],
    on.l > 0.5 ? -0.01 : 0.01,
  )
  return {
    fill: settledFill,
    hover,
    on,
    text: readable(fill, [nearest, softGround], scheme === 'light' ? -0.01 : 0.01),
    soft: softGround,
  }
}

/**
 * An organizer's colour as tokens that can be read: words on it and in it keep 4.5:1 in both themes, and the hue
 * stays theirs. Null if the text is no `#rrggbb`.
 */
export function accentTokens(hex: string): AccentTokens | null {
  const brand = parseHex(hex)
  if (!brand) return null
  const light = tokensFor(brand, 'light')
  const dark = tokensFor(brand, 'dark')
  const pair = (key: keyof typeof light) => `light-dark(${oklchText(light[key])}, ${oklchText(dark[key])})`
  return {
    '--accent': pair('fill'),
    '--accent-hover': pair('hover'),
    '--on-accent': pair('on'),
    '--accent-text': pair('text'),
    '--accent-soft': pair('soft'),
  }
}

/** Paints a part of the page (by default all of it) in the organizer's colour; null brings back Tessera's own. */
export function applyAccent(hex: string | null, element: HTMLElement = document.documentElement): void {
  const tokens = hex ? accentTokens(hex) : null
  const names = ['--accent', '--accent-hover', '--on-accent', '--accent-text', '--accent-soft'] as const
  for (const name of names) {
    if (tokens) element.style.setProperty(name, tokens[name])
    else element.style.removeProperty(name)
  }
}
