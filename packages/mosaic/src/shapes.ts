import { type Courses, type Distance, type Hand, layCourses } from './courses.ts'
import type { Outline, Point } from './sheet.ts'

type Tint = Courses['tint']
type Style = Pick<Courses, 'thickness' | 'length' | 'rows' | 'pieces' | 'looseness' | 'within'>

export interface Arc {
  x: number
  y: number
  /** Where a ring of counted tiles begins, in radians, clockwise from three o'clock. */
  turn?: number
}

export const fullTurn = Math.PI * 2

/** Concentric rings between two radii; u is the angle, v the radius. */
export function layRings(hand: Hand, arc: Arc, radii: readonly [number, number], tint: Tint, style: Style = {}): void {
  // Each ring starts elsewhere: joints in line would read as a spoke. Counted patterns start at their angle.
  const drift = style.pieces === undefined ? 2.4 : 0
  layCourses(hand, {
    ...style,
    map: (angle, radius) => [arc.x + radius * Math.cos(angle), arc.y + radius * Math.sin(angle)],
    from: radii[0],
    to: radii[1],
    along: radius => {
      const start = (arc.turn ?? 0) + (drift * radius) / hand.tile
      return [start, start + fullTurn]
    },
    tint,
  })
}

/**
 * Tiles that grow with their distance from the middle, `pieces` in every ring and each ring shifted by half a
 * tile: the net of crossing spirals behind the shields of scales. u is the angle, v the logarithm of the radius.
 */
export function layGrowingRings(
  hand: Hand,
  arc: Arc,
  radii: readonly [number, number],
  pieces: number,
  tint: Tint,
): void {
  const grown = Math.log(radii[1] / radii[0])
  const half = Math.PI / pieces
  layCourses(hand, {
    map: (angle, growth) => {
      const radius = radii[0] * Math.exp(growth)
      return [arc.x + radius * Math.cos(angle), arc.y + radius * Math.sin(angle)]
    },
    from: 0,
    to: grown,
    along: (_, course) => [course * half, course * half + fullTurn],
    rows: Math.max(1, Math.round(grown / (2 * half))),
    pieces,
    looseness: 0.15,
    tint,
  })
}

/** A disc: one bed, rings towards the middle, a small heart. */
export function layDisc(hand: Hand, x: number, y: number, radius: number, tint: Tint, style: Style = {}): void {
  bedCircle(hand, x, y, radius + hand.joint * 0.6)
  const heart = hand.tile * 0.75
  layRings(hand, { x, y }, [heart, radius], tint, style)
  const colour = tint({ x, y, u: 0, v: 0, course: 0, courses: 1, index: 0 })
  if (colour) hand.sheet.lay(circle(x, y, heart - hand.joint / 2, 9), colour)
}

/** Courses that run across the sheet below a crest line; u is x, v the depth below the crest. */
export function layBelow(
  hand: Hand,
  crest: (x: number) => number,
  depth: readonly [number, number],
  tint: Tint,
  style: Style = {},
): void {
  const margin = hand.tile
  layCourses(hand, {
    ...style,
    map: (x, below) => [x, crest(x) + below],
    from: depth[0],
    to: depth[1],
    along: () => [-margin, hand.sheet.width + margin],
    tint,
  })
}

/** The ground below a crest as a bed of grout, which cuts whatever was laid behind. */
export function bedBelow(hand: Hand, crest: (x: number) => number): void {
  const { sheet, tile, joint } = hand
  const edge: Point[] = []
  for (let x = -tile; x <= sheet.width + tile; x += tile / 2) edge.push([x, crest(x) - joint])
  sheet.bed(
    [...edge, [sheet.width + tile, sheet.height + tile], [-tile, sheet.height + tile]],
    ([x, y]) => y > crest(x) - joint,
  )
}

/** A block of straight courses; u runs right, v down. */
export function layBlock(
  hand: Hand,
  box: { x: number; y: number; width: number; height: number },
  tint: Tint,
  style: Style = {},
): void {
  layCourses(hand, {
    ...style,
    map: (u, v) => [u, v],
    from: box.y,
    to: box.y + box.height,
    along: () => [box.x, box.x + box.width],
    tint,
  })
}

export function bedCircle(hand: Hand, x: number, y: number, radius: number): void {
  hand.sheet.bed(circle(x, y, radius), point => (point[0] - x) ** 2 + (point[1] - y) ** 2 < radius * radius)
}

export function circle(x: number, y: number, radius: number, corners = 40): Point[] {
  return Array.from({ length: corners }, (_, corner): Point => {
    const angle = (fullTurn * corner) / corners
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
}

/** Signed distance to a closed outline, positive inside. */
export function distanceTo(outline: Outline): Distance {
  const left = Math.min(...outline.map(([x]) => x))
  const right = Math.max(...outline.map(([x]) => x))
  const top = Math.min(...outline.map(([, y]) => y))
  const bottom = Math.max(...outline.map(([, y]) => y))
  const far = Math.max(right - left, bottom - top) * 0.2
  return (x, y) => {
    // Most of a sheet is far away, where the distance to the box says enough.
    const outside = Math.max(left - x, x - right, top - y, y - bottom)
    if (outside > far) return -outside
    let nearest = Number.POSITIVE_INFINITY
    let inside = false
    for (let index = 0; index < outline.length; index++) {
      const [startX, startY] = outline[index] as Point
      const [endX, endY] = outline[(index + 1) % outline.length] as Point
      const runX = endX - startX
      const runY = endY - startY
      const lengthSquared = runX * runX + runY * runY || 1
      const part = Math.min(1, Math.max(0, ((x - startX) * runX + (y - startY) * runY) / lengthSquared))
      nearest = Math.min(nearest, Math.hypot(x - startX - runX * part, y - startY - runY * part))
      if (startY > y !== endY > y && x < (runX * (y - startY)) / runY + startX) inside = !inside
    }
    return inside ? nearest : -nearest
  }
}

/**
 * A figure cut from tiles: a bed, a row that follows the outline (opus vermiculatum), straight courses inside.
 * `halo` rows of tiles follow it outside as well.
 */
export function layFigure(
  hand: Hand,
  outline: Outline,
  tints: { inside: Tint; edge?: Tint; halo?: Tint },
  tilt = 0,
): void {
  const { tile, joint, sheet } = hand
  const distance = distanceTo(outline)
  const path = alongOutline(outline)
  if (tints.halo) {
    sheet.bed(offset(path, tile * 1.05))
    layCourses(hand, {
      map: (u, v) => path.at(u, v),
      from: 0,
      to: tile,
      along: () => [0, 1],
      tint: tints.halo,
      within: (x, y) => -distance(x, y) - joint / 2,
    })
  }
  sheet.bed(offset(path, joint * 0.75))
  const edge = tints.edge ? tile * 0.85 : 0
  if (tints.edge) {
    layCourses(hand, {
      map: (u, v) => path.at(u, -v),
      from: 0,
      to: edge,
      along: () => [0, 1],
      tint: tints.edge,
      within: distance,
    })
  }
  const reach = Math.max(...outline.map(([x, y]) => Math.hypot(x - path.x, y - path.y))) + tile
  const cos = Math.cos(tilt)
  const sin = Math.sin(tilt)
  layCourses(hand, {
    map: (u, v) => [path.x + u * cos - v * sin, path.y + u * sin + v * cos],
    from: -reach,
    to: reach,
    along: () => [-reach, reach],
    tint: tints.inside,
    within: (x, y) => distance(x, y) - edge - (edge > 0 ? joint / 2 : 0),
  })
}

interface OutlinePath {
  x: number
  y: number
  /** The point at part u (0…1) of the outline, moved outwards by `out`. */
  at(u: number, out: number): Point
}

function alongOutline(outline: Outline): OutlinePath {
  const count = outline.length
  const x = outline.reduce((sum, point) => sum + point[0], 0) / count
  const y = outline.reduce((sum, point) => sum + point[1], 0) / count
  const corner = (index: number): Point => outline[((index % count) + count) % count] as Point
  const normal = (index: number): Point => {
    const [beforeX, beforeY] = corner(index - 1)
    const [afterX, afterY] = corner(index + 1)
    const length = Math.hypot(afterX - beforeX, afterY - beforeY) || 1
    return [(afterY - beforeY) / length, (beforeX - afterX) / length]
  }
  return {
    x,
    y,
    at(u, out) {
      const place = u * count
      const index = Math.floor(place)
      const part = place - index
      const [fromX, fromY] = corner(index)
      const [toX, toY] = corner(index + 1)
      const [fromNormalX, fromNormalY] = normal(index)
      const [toNormalX, toNormalY] = normal(index + 1)
      return [
        fromX + (toX - fromX) * part + (fromNormalX + (toNormalX - fromNormalX) * part) * out,
        fromY + (toY - fromY) * part + (fromNormalY + (toNormalY - fromNormalY) * part) * out,
      ]
    },
  }
}

function offset(path: OutlinePath, out: number): Point[] {
  return Array.from({ length: 96 }, (_, index) => path.at(index / 96, out))
}
