/** Lightness 0…1, chroma 0…0.37, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number]

export function hexOf(colour: Oklch): string {
  const [lightness, chroma, hue] = colour
  let reduced = chroma
  let rgb = linearRgb(lightness, reduced, hue)
  // Outside sRGB a colour loses chroma, not hue: clipping channels would turn oranges yellow.
  for (let step = 0; step < 24 && rgb.some(channel => channel < -0.0005 || channel > 1.0005); step++) {
    reduced *= 0.94
    rgb = linearRgb(lightness, reduced, hue)
  }
  return `#${rgb.map(channel => toByte(channel).toString(16).padStart(2, '0')).join('')}`
}

/** Between two colours along the straight line of OKLab, so that no third hue appears on the way. */
export function mix(from: Oklch, to: Oklch, part: number): Oklch {
  const [fromA, fromB] = axes(from)
  const [toA, toB] = axes(to)
  const a = fromA + (toA - fromA) * part
  const b = fromB + (toB - fromB) * part
  const hue = (Math.atan2(b, a) * 180) / Math.PI
  return [from[0] + (to[0] - from[0]) * part, Math.hypot(a, b), hue < 0 ? hue + 360 : hue]
}

/** A colour on a row of stops, `part` from 0 (first) to 1 (last). */
export function ramp(stops: readonly [Oklch, ...Oklch[]], part: number): Oklch {
  const place = Math.min(1, Math.max(0, part)) * (stops.length - 1)
  const index = Math.min(stops.length - 1, Math.floor(place))
  const from = stops[index] ?? stops[0]
  return mix(from, stops[index + 1] ?? from, place - index)
}

export function lighter(colour: Oklch, amount: number): Oklch {
  return [Math.min(0.985, Math.max(0.08, colour[0] + amount)), colour[1], colour[2]]
}

/** WCAG 2 contrast ratio, 1…21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return ((high ?? 1) + 0.05) / ((low ?? 0) + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function axes(colour: Oklch): [number, number] {
  const angle = (colour[2] * Math.PI) / 180
  return [colour[1] * Math.cos(angle), colour[1] * Math.sin(angle)]
}

function linearRgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const [a, b] = axes([lightness, chroma, hue])
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function toByte(linear: number): number {
  const bounded = Math.min(1, Math.max(0, linear))
  const encoded = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
}
