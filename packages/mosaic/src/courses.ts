import type { Oklch } from './colour.ts'
import type { Random } from './random.ts'
import type { Outline, Point, Sheet } from './sheet.ts'

/** Where a tile lies: its centre, its place along (u) and across (v) the courses, and its numbers. */
export interface Spot {
  x: number
  y: number
  u: number
  v: number
  course: number
  courses: number
  index: number
}

/** Positive inside a shape, negative outside, in the sheet's units. */
export type Distance = (x: number, y: number) => number

/** Rows of tiles that follow a curve: the andamento of a mosaic. */
export interface Courses {
  map: (u: number, v: number) => Point
  from: number
  to: number
  along: (v: number, course: number) => readonly [from: number, to: number]
  /** The tile's colour; undefined leaves the place to what lies beneath. */
  tint: (spot: Spot) => Oklch | undefined
  /** Tiles across this border are cut along it. */
  within?: Distance
  /** How thick a course is, in tiles. */
  thickness?: number
  /** How long a tile is, in tiles. */
  length?: number
  /** Fixed numbers instead, for patterns that count tiles. */
  rows?: number
  pieces?: number
  /** 0 for a strict pattern, 1 for a lively hand. */
  looseness?: number
}

/** Everything a mosaicist has in hand: the sheet, the size of a tile, the joint and a source of chance. */
export interface Hand {
  sheet: Sheet
  tile: number
  joint: number
  random: Random
}

export function layCourses(hand: Hand, plan: Courses): void {
  const looseness = plan.looseness ?? 1
  const count = plan.rows ?? Math.max(1, Math.round((plan.to - plan.from) / (hand.tile * (plan.thickness ?? 1))))
  const edges = unevenParts(hand.random, count, 0.16 * looseness).map(part => plan.from + (plan.to - plan.from) * part)
  for (let course = 0; course < count; course++) {
    layCourse(hand, plan, { course, count, top: edges[course] ?? plan.from, bottom: edges[course + 1] ?? plan.to })
  }
}

interface Strip {
  course: number
  count: number
  top: number
  bottom: number
}

function layCourse(hand: Hand, plan: Courses, strip: Strip): void {
  const { tile, random, sheet } = hand
  const looseness = plan.looseness ?? 1
  const middle = (strip.top + strip.bottom) / 2
  const track = measure(u => plan.map(u, middle), plan.along(middle, strip.course))
  const count = plan.pieces ?? Math.max(1, Math.round(track.total / (tile * (plan.length ?? 1))))
  const stops = unevenParts(random, count, 0.42 * looseness).map(part => track.at(part * track.total))
  const wobble = tile * (0.025 + 0.03 * looseness)
  for (let index = 0; index < count; index++) {
    const left = stops[index] ?? 0
    const right = stops[index + 1] ?? 0
    const u = (left + right) / 2
    const [x, y] = plan.map(u, middle)
    if (x < -tile * 2 || y < -tile * 2 || x > sheet.width + tile * 2 || y > sheet.height + tile * 2) continue
    const colour = plan.tint({ x, y, u, v: middle, course: strip.course, courses: strip.count, index })
    if (!colour) continue
    const quad = [
      plan.map(left, strip.top),
      plan.map(right, strip.top),
      plan.map(right, strip.bottom),
      plan.map(left, strip.bottom),
    ].map(([px, py]): Point => [px + random.bell() * wobble, py + random.bell() * wobble])
    const cut = plan.within ? cutAlong(inset(quad, hand.joint / 2), plan.within, tile) : inset(quad, hand.joint / 2)
    if (cut.length >= 3 && areaOf(cut) > tile * tile * 0.1) sheet.lay(cut, colour)
  }
}

/** Positions 0…1 that cut a length into `count` parts of uneven size. */
function unevenParts(random: Random, count: number, spread: number): number[] {
  const sizes = Array.from({ length: count }, () => 1 + random.bell() * spread)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const parts = [0]
  let sum = 0
  for (const size of sizes) {
    sum += size
    parts.push(sum / total)
  }
  return parts
}

interface Track {
  total: number
  at(length: number): number
}

/** A curve by its length, so that tiles keep their size where the curve stretches. */
function measure(curve: (u: number) => Point, [from, to]: readonly [number, number]): Track {
  const steps = 48
  const lengths = [0]
  let last = curve(from)
  for (let step = 1; step <= steps; step++) {
    const point = curve(from + ((to - from) * step) / steps)
    lengths.push((lengths[step - 1] ?? 0) + Math.hypot(point[0] - last[0], point[1] - last[1]))
    last = point
  }
  const total = lengths[steps] ?? 0
  return {
    total,
    at(length) {
      let step = 1
      while (step < steps && (lengths[step] ?? 0) < length) step++
      const start = lengths[step - 1] ?? 0
      const stretch = (lengths[step] ?? 0) - start
      const part = stretch === 0 ? 0 : (length - start) / stretch
      return from + ((to - from) * (step - 1 + part)) / steps
    },
  }
}

/** Moves every corner inwards along both of its edges: the joint between two tiles. */
export function inset(points: Outline, by: number): Point[] {
  return points.map((point, index) => {
    const before = points[(index + points.length - 1) % points.length] ?? point
    const after = points[(index + 1) % points.length] ?? point
    const [beforeX, beforeY] = towards(point, before)
    const [afterX, afterY] = towards(point, after)
    return [point[0] + (beforeX + afterX) * by, point[1] + (beforeY + afterY) * by]
  })
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  return length === 0 ? [0, 0] : [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
}

/** The part of a tile inside a shape, whose border counts as straight at the size of a tile. */
export function cutAlong(points: Outline, within: Distance, tile: number): Point[] {
  const centreX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const centreY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const depth = within(centreX, centreY)
  if (depth > tile) return [...points]
  if (depth < -tile) return []
  const probe = tile * 0.25
  const slopeX = (within(centreX + probe, centreY) - within(centreX - probe, centreY)) / (2 * probe)
  const slopeY = (within(centreX, centreY + probe) - within(centreX, centreY - probe)) / (2 * probe)
  const depthAt = ([x, y]: Point) => depth + slopeX * (x - centreX) + slopeY * (y - centreY)
  const kept: Point[] = []
  points.forEach((point, index) => {
    const following = points[(index + 1) % points.length] ?? point
    const here = depthAt(point)
    const there = depthAt(following)
    if (here >= 0) kept.push(point)
    if (here >= 0 !== there >= 0) {
      const part = here / (here - there)
      kept.push([point[0] + (following[0] - point[0]) * part, point[1] + (following[1] - point[1]) * part])
    }
  })
  return kept
}

function areaOf(points: Outline): number {
  let twice = 0
  points.forEach(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y]
    twice += x * nextY - nextX * y
  })
  return Math.abs(twice) / 2
}
