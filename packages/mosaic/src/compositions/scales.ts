import { mix, type Oklch } from '../colour.ts'
import { blended, type Composition, speckled } from '../scene.ts'
import { bedCircle, layRings } from '../shapes.ts'

/** Overlapping fans, row over row, their colours running across the picture. */
export const scales: Composition = scene => {
  const { plan, palette, unit, width, height, tile, joint } = scene
  const radius = unit * plan.between(0.2, 0.28)
  const rise = radius * 0.56
  const [usual, rare] = plan.pick<readonly [readonly [Oklch, ...Oklch[]], readonly [Oklch, ...Oklch[]]]>([
    [
      [palette.glow, palette.mist, palette.dusk],
      [palette.glow, palette.sun, palette.bloom],
    ],
    [
      [palette.sun, palette.bloom, palette.dusk],
      [palette.glow, palette.leaf, palette.leaf],
    ],
    [
      [palette.mist, palette.leaf, palette.dusk],
      [palette.sun, palette.bloom],
    ],
  ])
  const rhythm = plan.whole(4, 7)
  const rings = Math.max(4, Math.round(radius / tile))
  let number = 0
  for (let row = 0; rise * row - radius < height + radius; row++) {
    const y = rise * row
    const first = row % 2 === 0 ? 0 : radius
    const middles = Array.from({ length: Math.ceil(width / radius / 2) + 1 }, (_, place) => first + place * radius * 2)
    for (const x of middles) bedCircle(scene, x, y, radius + joint * 0.5)
    for (const x of middles) {
      const part = (x / width + y / height) / 2
      const special = number++ % rhythm === rhythm - 2
      layRings(
        scene,
        { x, y },
        [tile * 0.3, radius],
        spot => {
          const ring = rings - 1 - Math.floor((spot.v / radius) * rings)
          if (ring === 0) return speckled(scene, mix(palette.glow, palette.mist, 0.2), 0.7)
          if (ring === 1) return speckled(scene, special ? palette.bloom : mix(palette.deep, palette.dusk, part), 0.8)
          return blended(scene, special ? rare : usual, 1 - spot.v / radius + (part - 0.5) * 0.7, spot, 0.8)
        },
        { looseness: 0.6 },
      )
    }
  }
}
