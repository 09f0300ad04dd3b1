/** Colours as OKLCH: lightness 0 to 1, chroma, hue in degrees. */
export type Oklch = { l: number; c: number; h: number }

type Rgb = readonly [number, number, number]

const white: Oklch = { l: 1, c: 0, h: 0 }
const nearBlack: Oklch = { l: 0.17, c: 0, h: 0 }

function linearRgb({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function fromLinearRgb([r, g, b]: Rgb): Oklch {
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  const labA = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const labB = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return { l, c: Math.hypot(labA, labB), h: ((Math.atan2(labB, labA) * 180) / Math.PI + 360) % 360 }
}

/** `#8d1455`; null for anything else. */
export function parseHex(text: string): Oklch | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim())
  if (!match) return null
  const channel = (digits: string) => {
    const value = Number.parseInt(digits, 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return fromLinearRgb([channel(match[1]!), channel(match[2]!), channel(match[3]!)])
}

function isOnScreen(colour: Oklch): boolean {
  return linearRgb(colour).every(value => value >= -0.0005 && value <= 1.0005)
}

/** The same lightness and hue with as much chroma as sRGB can show. */
export function fitToScreen(colour: Oklch): Oklch {
  let { c } = colour
  while (c > 0 && !isOnScreen({ ...colour, c })) c = Math.max(0, c - 0.004)
  return { ...colour, c }
}

function luminance(colour: Oklch): number {
  const [r, g, b] = linearRgb(colour).map(value => Math.min(1, Math.max(0, value))) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2 contrast, 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** White or near-black, whichever can be read better on the colour. */
export function inkFor(ground: Oklch): Oklch {
  // White is preferred while it can be read: dark words on a strong colour look like a warning sign.
  return contrast(white, ground) >= 4 || contrast(white, ground) >= contrast(nearBlack, ground) ? white : nearBlack
}

export function oklchText({ l, c, h }: Oklch): string {
  const round = (value: number, digits: number) => Number(value.toFixed(digits))
  return `oklch(${round(l, 4)} ${round(c, 4)} ${round(h, 2)})`
}

/** Reads `oklch(0.5 0.1 250)`; null for anything else, transparency included. */
export function parseOklch(text: string): Oklch | null {
  const match = /^oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\)$/.exec(text.trim())
  return match ? { l: Number(match[1]), c: Number(match[2]), h: Number(match[3]) } : null
}
