import type { Point } from '../sheet.ts'

/** Outlines in a measure of about -1…1, clockwise, y downwards. */
const corners = {
  bird: [
    [1.1, -0.34],
    [0.86, -0.22],
    [0.78, 0.12],
    [0.42, 0.48],
    [-0.1, 0.5],
    [-0.5, 0.44],
    [-1.12, 0.82],
    [-1.2, 0.55],
    [-0.72, 0.12],
    [-0.3, -0.12],
    [0.18, -0.36],
    [0.4, -0.62],
    [0.66, -0.68],
    [0.84, -0.5],
  ],
  fish: [
    [1.2, 0.02],
    [0.8, 0.36],
    [0.2, 0.54],
    [-0.4, 0.32],
    [-0.74, 0.12],
    [-1.22, 0.54],
    [-1.04, 0.02],
    [-1.22, -0.52],
    [-0.74, -0.1],
    [-0.4, -0.3],
    [0.2, -0.52],
    [0.8, -0.34],
  ],
  amphora: [
    [0.36, -1.08],
    [0.28, -0.94],
    [0.22, -0.68],
    [0.52, -0.42],
    [0.68, 0],
    [0.54, 0.48],
    [0.26, 0.84],
    [0.36, 1.06],
    [-0.36, 1.06],
    [-0.26, 0.84],
    [-0.54, 0.48],
    [-0.68, 0],
    [-0.52, -0.42],
    [-0.22, -0.68],
    [-0.28, -0.94],
    [-0.36, -1.08],
  ],
  leaf: [
    [0, -1.1],
    [0.26, -0.76],
    [0.5, -0.36],
    [0.58, 0.04],
    [0.46, 0.44],
    [0.2, 0.74],
    [0.06, 1.06],
    [-0.06, 1.06],
    [-0.2, 0.74],
    [-0.46, 0.44],
    [-0.58, 0.04],
    [-0.5, -0.36],
    [-0.26, -0.76],
  ],
} as const satisfies Record<string, readonly Point[]>

export type FigureName = keyof typeof corners | 'star' | 'flower' | 'token'

export const figureNames: readonly [FigureName, ...FigureName[]] = [
  'star',
  'bird',
  'fish',
  'amphora',
  'leaf',
  'flower',
  'token',
]

export function figureOutline(name: FigureName): Point[] {
  if (name === 'star') return polar(angle => 0.74 + 0.3 * Math.cos(angle * 8))
  if (name === 'flower') return polar(angle => 0.6 + 0.44 * Math.abs(Math.cos(angle * 4)) ** 0.6)
  if (name === 'token') return tokenOutline()
  return smooth(corners[name], 8)
}

/** The project's mark: a tile with a notch on either side, as a ticket has. */
function tokenOutline(): Point[] {
  const [half, high, notch] = [1.15, 0.78, 0.22]
  const points: Point[] = []
  const line = (from: Point, to: Point) => {
    for (let step = 0; step < 14; step++) {
      points.push([from[0] + ((to[0] - from[0]) * step) / 14, from[1] + ((to[1] - from[1]) * step) / 14])
    }
  }
  const bite = (x: number, from: number) => {
    for (let step = 0; step <= 10; step++) {
      const angle = from - (Math.PI * step) / 10
      points.push([x + notch * Math.cos(angle), notch * Math.sin(angle)])
    }
  }
  line([-half, -high], [half, -high])
  line([half, -high], [half, -notch])
  bite(half, -Math.PI / 2)
  line([half, notch], [half, high])
  line([half, high], [-half, high])
  line([-half, high], [-half, notch])
  bite(-half, Math.PI / 2)
  line([-half, -notch], [-half, -high])
  return points
}

function polar(radius: (angle: number) => number): Point[] {
  return Array.from({ length: 144 }, (_, index): Point => {
    const angle = (index / 144) * Math.PI * 2
    return [Math.cos(angle) * radius(angle), Math.sin(angle) * radius(angle)]
  })
}

/** A closed Catmull-Rom curve through the corners. */
function smooth(points: readonly Point[], steps: number): Point[] {
  const at = (index: number) => points[(index + points.length) % points.length] as Point
  return points.flatMap((_, index) => {
    const [before, start, end, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    return Array.from({ length: steps }, (_, step): Point => {
      const t = step / steps
      const axis = (which: 0 | 1) =>
        0.5 *
        (2 * start[which] +
          (end[which] - before[which]) * t +
          (2 * before[which] - 5 * start[which] + 4 * end[which] - after[which]) * t * t +
          (3 * start[which] - before[which] - 3 * end[which] + after[which]) * t * t * t)
      return [axis(0), axis(1)]
    })
  })
}
