import type { Oklch } from '../colour.ts'
import type { Spot } from '../courses.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { layBlock, layFigure } from '../shapes.ts'
import type { Point } from '../sheet.ts'
import { type FigureName, figureNames, figureOutline } from './figures.ts'

/** A figure on a chequered floor that changes colour across the picture, inside a border of teeth. */
export const emblem: Composition = scene => {
  const { plan, palette, width, height, tile } = scene
  const side = plan.pick([3, 4])
  const [light, dark] = plan.pick<readonly [readonly [Oklch, ...Oklch[]], readonly [Oklch, ...Oklch[]]]>([
    [
      [palette.glow, palette.mist],
      [palette.mist, palette.dusk],
    ],
    [
      [palette.sun, palette.mist],
      [palette.dusk, palette.deep],
    ],
    [
      [palette.mist, palette.leaf],
      [palette.dusk, palette.deep],
    ],
    [
      [palette.mist, palette.dusk],
      [palette.leaf, palette.deep],
    ],
  ])
  const lean = plan.between(-0.6, 0.6)
  const rows = Math.round(height / tile)
  const pieces = Math.round(width / tile)
  // Whole squares inside the border, the same margin left and right.
  const [shiftX, shiftY] = [pieces, rows].map(count => Math.floor(((count - 6) % (side * 2)) / 2))
  layBlock(
    scene,
    { x: 0, y: 0, width, height },
    spot => {
      const edge = Math.min(spot.course, spot.index, rows - 1 - spot.course, pieces - 1 - spot.index)
      if (edge === 0 || edge === 2) return speckled(scene, palette.deep, 0.8)
      if (edge === 1) return speckled(scene, (spot.course + spot.index) % 2 === 0 ? palette.glow : palette.bloom, 0.8)
      const across = lean > 0 ? spot.x / width : 1 - spot.x / width
      const part = (spot.y / height) * (1 - Math.abs(lean)) + across * Math.abs(lean)
      const column = Math.floor((spot.index - 3 - (shiftX ?? 0) + side * 2) / side)
      const row = Math.floor((spot.course - 3 - (shiftY ?? 0) + side * 2) / side)
      return blended(scene, (column + row) % 2 === 0 ? light : dark, part, spot, 0.9)
    },
    { looseness: 0.1, rows, pieces },
  )
  layHero(scene)
}

function layHero(scene: Scene): void {
  const { plan, palette, unit, width, height } = scene
  const x = width * plan.between(0.42, 0.58)
  const y = height * 0.5
  const size = unit * 0.34
  const kind = plan.pick(figureNames)
  const tilt = plan.between(-0.22, 0.22)
  const mirror = plan.chance(0.5) ? -1 : 1
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)]
  const outline = figureOutline(kind).map(
    ([px, py]): Point => [x + (px * mirror * cos - py * sin) * size, y + (px * mirror * sin + py * cos) * size],
  )
  if (mirror < 0) outline.reverse()
  const colourOf = decorated(scene, kind)
  layFigure(
    scene,
    outline,
    {
      halo: () => speckled(scene, palette.glow, 0.6),
      edge: () => speckled(scene, palette.deep, 0.8),
      inside: spot => {
        const [right, down] = [(spot.x - x) / size, (spot.y - y) / size]
        const own: Point = [(right * cos + down * sin) * mirror, -right * sin + down * cos]
        return colourOf(spot, own)
      },
    },
    plan.pick([0, Math.PI / 4, tilt]),
  )
}

/** The pattern on a figure, by the place in the figure's own measure (-1…1). */
function decorated(scene: Scene, kind: FigureName): (spot: Spot, own: Point) => Oklch {
  const { plan, palette, unit, tile } = scene
  const [body, second] = plan.pick<readonly [Oklch, Oklch]>([
    [palette.bloom, palette.sun],
    [palette.sun, palette.bloom],
  ])
  const eye = (tile * 0.62) / (unit * 0.34)
  return (spot, [x, y]) => {
    const away = Math.hypot(x, y)
    if (kind === 'bird') {
      if (Math.hypot(x - 0.6, y + 0.36) < eye) return palette.deep
      const wing = ((x + 0.12 + (y - 0.1) * 0.5) / 0.55) ** 2 + ((y - 0.08) / 0.24) ** 2 < 1
      return speckled(scene, wing ? palette.leaf : y > 0.22 ? palette.glow : body)
    }
    if (kind === 'fish') {
      if (Math.hypot(x - 0.74, y + 0.1) < eye) return palette.deep
      return speckled(scene, x < 0.5 && Math.floor((x + Math.abs(y) * 0.5) * 5 + 20) % 2 === 0 ? second : body)
    }
    if (kind === 'amphora') {
      const band = Math.abs(y + 0.2) < 0.09 || Math.abs(y - 0.34) < 0.09
      return speckled(
        scene,
        band
          ? palette.deep
          : Math.abs(y - 0.07) < 0.19 && Math.abs(x * 5 - Math.round(x * 5)) < 0.3
            ? palette.glow
            : body,
      )
    }
    if (kind === 'leaf')
      return speckled(
        scene,
        Math.abs(x) < 0.05 ? palette.glow : (x + y * 0.8) * 4 - Math.floor((x + y * 0.8) * 4) < 0.3 ? second : body,
      )
    if (kind === 'flower') {
      const petal = Math.abs(Math.cos(Math.atan2(y, x) * 4))
      return speckled(
        scene,
        away < 0.26 ? palette.sun : away < 0.36 ? palette.deep : petal < 0.45 ? palette.leaf : palette.bloom,
        0.9,
      )
    }
    return blended(scene, kind === 'token' ? [palette.glow, second, body] : [second, body], away * 0.9, spot, 0.8)
  }
}
