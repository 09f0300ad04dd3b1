import { type Oklch, ramp } from './colour.ts'
import type { Hand, Spot } from './courses.ts'
import type { Palette } from './palettes.ts'
import type { Noise, Random } from './random.ts'

export interface Scene extends Hand {
  width: number
  height: number
  /** The shorter side: figures are measured in it, so that a card and a poster show the same picture. */
  unit: number
  palette: Palette
  /** Decides what the picture shows; independent of its size. */
  plan: Random
  clouds: Noise
}

export type Composition = (scene: Scene) => void

type Stops = readonly [Oklch, ...Oklch[]]

/** One colour as a hand would pick it from the box: never quite the same twice. */
export function speckled(scene: Scene, [lightness, chroma, hue]: Oklch, strength = 1): Oklch {
  const { random } = scene
  return [
    lightness + random.bell() * 0.034 * strength,
    Math.max(0, chroma + random.bell() * 0.022 * strength),
    (hue + random.bell() * 7 * strength + 360) % 360,
  ]
}

/** A gradient of whole tiles: neighbours swap places near each step instead of blending. */
export function blended(scene: Scene, stops: Stops, part: number, spot: Spot, strength = 1): Oklch {
  const drift = scene.clouds((spot.x / scene.unit) * 5, (spot.y / scene.unit) * 5)
  const place = part + drift * 0.05 * strength + scene.random.bell() * 0.07 * strength
  return speckled(scene, ramp(stops, place), strength)
}
