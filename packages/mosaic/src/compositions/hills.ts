import { mix, type Oklch } from '../colour.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { bedBelow, layBelow, layDisc, layFigure, layRings } from '../shapes.ts'
import type { Point } from '../sheet.ts'

/** Fields and hills in rows, cypresses or tents on the ridges, a wide sky. */
export const hills: Composition = scene => {
  const { plan, palette, unit, width, height } = scene
  const sunX = width * plan.between(0.25, 0.75)
  const top = height * plan.between(0.4, 0.5)
  const sunY = top * plan.between(0.45, 0.95)
  const radius = unit * plan.between(0.1, 0.16)
  layRings(scene, { x: sunX, y: sunY }, [radius, Math.hypot(width, height)], spot =>
    spot.y > top + unit * 0.25
      ? undefined
      : blended(
          scene,
          [palette.glow, palette.sun, palette.mist, palette.mist, palette.dusk],
          (spot.v - radius) / (width * 0.7) + (spot.course % 4 === 3 ? 0.1 : 0),
          spot,
        ),
  )
  layDisc(scene, sunX, sunY, radius, spot => blended(scene, [palette.sun, palette.bloom], spot.v / radius, spot, 0.7))
  const count = plan.whole(3, 5)
  const grounds: Oklch[] = [
    mix(palette.dusk, palette.mist, 0.5),
    palette.leaf,
    palette.bloom,
    mix(palette.leaf, palette.deep, 0.5),
    palette.deep,
  ]
  for (let number = 0; number < count; number++) {
    const colour =
      number === count - 1 ? mix(palette.deep, palette.leaf, 0.25) : (grounds[number % grounds.length] ?? palette.leaf)
    layHill(scene, { base: top + ((height - top) * number) / count, colour, trees: number > 0 && number < count - 1 })
  }
}

function layHill(scene: Scene, hill: { base: number; colour: Oklch; trees: boolean }): void {
  const { plan, palette, unit, height } = scene
  const stretch = unit * plan.between(0.3, 0.6)
  const phase = plan.between(0, 6.3)
  const rise = unit * plan.between(0.05, 0.1)
  const crest = (x: number) =>
    hill.base - rise * Math.sin(x / stretch + phase) - rise * 0.4 * Math.sin((x / stretch) * 2.3 + phase)
  const furrow = plan.whole(2, 4)
  if (hill.trees) plantTrees(scene, crest)
  bedBelow(scene, crest)
  layBelow(scene, crest, [0, height - hill.base + rise * 2], spot => {
    if (spot.course === 0) return speckled(scene, mix(hill.colour, palette.glow, 0.65), 0.8)
    const row =
      spot.course % furrow === 0
        ? mix(hill.colour, palette.sun, 0.3)
        : mix(hill.colour, palette.deep, Math.min(0.5, spot.v / (unit * 0.9)))
    return blended(scene, [row], 0, spot, 1.2)
  })
}

function plantTrees(scene: Scene, crest: (x: number) => number): void {
  const { plan, palette, unit, width } = scene
  const count = plan.whole(2, 4)
  const start = width * plan.between(0.08, 0.7)
  const tents = plan.chance(0.4)
  for (let number = 0; number < count; number++) {
    const x = start + number * unit * plan.between(0.11, 0.17)
    const size = unit * plan.between(0.1, 0.19)
    const y = crest(x) + scene.tile
    if (tents) {
      const tent: Point[] = [
        [x - size * 0.6, y],
        [x, y - size * 0.8],
        [x + size * 0.6, y],
      ]
      const cloth = number % 2 === 0 ? palette.glow : palette.sun
      layFigure(scene, tent, {
        inside: spot => speckled(scene, Math.abs(spot.x - x) < size * 0.1 ? palette.deep : cloth),
      })
    } else {
      const tree = Array.from({ length: 40 }, (_, index): Point => {
        const angle = (index / 40) * Math.PI * 2 - Math.PI / 2
        return [
          x + Math.cos(angle) * size * 0.24 * (1 - 0.35 * -Math.sin(angle)),
          y - size * 0.75 + Math.sin(angle) * size * 0.95,
        ]
      })
      layFigure(scene, tree, {
        inside: spot => speckled(scene, mix(palette.deep, palette.leaf, spot.x < x ? 0.6 : 0.2)),
      })
    }
  }
}
