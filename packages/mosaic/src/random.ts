/** A repeatable stream of numbers: the same seed gives the same mosaic on every machine. */
export interface Random {
  next(): number
  between(low: number, high: number): number
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly [T, ...T[]]): T
  /** Bell-shaped around 0, never beyond ±1. */
  bell(): number
  /** An own stream for one part of the picture, so that how often it draws changes nothing elsewhere. */
  fork(part: string): Random
}

export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return scramble(hash)
}

export function randomFrom(seed: string): Random {
  let state = hashOf(seed)
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    return scramble(state) / 2 ** 32
  }
  const between = (low: number, high: number) => low + (high - low) * next()
  return {
    next,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    chance: probability => next() < probability,
    pick: choices => choices[Math.floor(next() * choices.length)] ?? choices[0],
    bell: () => (next() + next() + next()) / 1.5 - 1,
    fork: part => randomFrom(`${seed}/${part}`),
  }
}

export type Noise = (x: number, y: number) => number

/** Smooth noise in -1…1 with features about one unit wide: the clouds of colour a mosaicist mixes in. */
export function noiseFrom(seed: string): Noise {
  const salt = hashOf(seed)
  const corner = (x: number, y: number) =>
    scramble((Math.imul(x, 0x27d4eb2f) ^ Math.imul(y, 0x165667b1) ^ salt) | 0) / 2 ** 31 - 1
  return (x, y) => {
    const left = Math.floor(x)
    const top = Math.floor(y)
    const across = ease(x - left)
    const down = ease(y - top)
    const upper = corner(left, top) * (1 - across) + corner(left + 1, top) * across
    const lower = corner(left, top + 1) * (1 - across) + corner(left + 1, top + 1) * across
    return upper * (1 - down) + lower * down
  }
}

function ease(part: number): number {
  return part * part * (3 - 2 * part)
}

function scramble(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x7feb352d)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
