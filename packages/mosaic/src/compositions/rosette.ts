import { lighter, mix, type Oklch } from '../colour.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { layGrowingRings, layRings } from '../shapes.ts'

interface Medallion {
  x: number
  y: number
  /** Half the medallion's width. */
  size: number
}

/** A medallion as on the floor of a bath: eye, petals, a shield of scales, a ring of teeth, rays around. */
export const rosette: Composition = scene => {
  const { plan, palette, unit, width, height, tile } = scene
  const place: Medallion = {
    x: width * plan.between(0.34, 0.66),
    y: height * plan.between(0.44, 0.58),
    size: unit * plan.between(0.5, 0.62),
  }
  const { size } = place
  const reach = Math.hypot(Math.max(place.x, width - place.x), Math.max(place.y, height - place.y)) + tile
  const line = (colour: Oklch) => () => speckled(scene, colour, 0.7)
  layRings(scene, place, [tile * 0.4, size * 0.11], line(palette.sun))
  layRings(scene, place, [size * 0.11, size * 0.11 + tile], line(palette.deep))
  layPetals(scene, place, [size * 0.11 + tile, size * 0.34])
  layRings(scene, place, [size * 0.34, size * 0.34 + tile], line(palette.deep))
  layScales(scene, place, [size * 0.34 + tile, size * 0.86])
  layTeeth(scene, place, [size * 0.86, size * 0.86 + tile * 1.2])
  layRings(scene, place, [size * 0.86 + tile * 1.2, size * 0.86 + tile * 2.2], line(palette.sun))
  layRays(scene, place, [size * 0.86 + tile * 2.2, reach])
}

function layPetals(scene: Scene, place: Medallion, radii: readonly [number, number]): void {
  const { plan, palette, tile } = scene
  const petals = plan.pick([6, 8])
  const rows = Math.max(3, Math.round((radii[1] - radii[0]) / tile))
  layRings(
    scene,
    place,
    radii,
    spot => {
      const aside = Math.abs((spot.index % 5) - 2)
      const bloom = aside <= 2.4 * (1 - (spot.course / rows) ** 2) && aside < 2
      return speckled(
        scene,
        bloom ? mix(palette.bloom, palette.sun, spot.course / rows) : aside === 2 ? palette.leaf : palette.glow,
        0.8,
      )
    },
    { pieces: petals * 5, rows, looseness: 0.2 },
  )
}

function layScales(scene: Scene, place: Medallion, radii: readonly [number, number]): void {
  const { plan, palette } = scene
  const side = plan.pick([3, 4])
  const pieces = side * plan.pick([20, 24])
  const colours = plan.pick<readonly [Oklch, ...Oklch[]]>([
    [palette.bloom, palette.sun, palette.glow, palette.dusk],
    [palette.leaf, palette.glow, palette.dusk],
    [palette.deep, palette.mist, palette.bloom],
    [palette.dusk, palette.sun, palette.leaf, palette.glow],
    [palette.sun, palette.bloom, palette.deep, palette.dusk],
  ])
  layGrowingRings(scene, place, radii, pieces, spot => {
    // Two families of spirals, one along each diagonal, bound the scales.
    const rising = spot.index + spot.course
    const belt = Math.floor(rising / side) - Math.floor(spot.index / side)
    // Towards its tip a scale catches the light.
    const tip = (rising % side) + side - 1 - (spot.index % side)
    return speckled(
      scene,
      lighter(colours[belt % colours.length] ?? colours[0], (tip / (2 * side - 2) - 0.5) * 0.16),
      0.8,
    )
  })
}

function layTeeth(scene: Scene, place: Medallion, radii: readonly [number, number]): void {
  const { palette, tile } = scene
  const pieces = Math.round((Math.PI * radii[0]) / tile) * 2
  layRings(scene, place, radii, spot => speckled(scene, spot.index % 2 === 0 ? palette.deep : palette.glow, 0.7), {
    pieces,
    rows: 1,
    looseness: 0.15,
  })
}

function layRays(scene: Scene, place: Medallion, radii: readonly [number, number]): void {
  const { plan, palette, unit } = scene
  const rays = plan.pick([10, 12, 16])
  const twist = plan.between(-1.2, 1.2)
  layRings(scene, place, radii, spot => {
    const part = (spot.v - radii[0]) / unit
    const lit = Math.sin(spot.u * rays + part * twist * 3) > 0
    return blended(scene, lit ? [palette.mist, palette.dusk] : [palette.dusk, palette.deep], part * 0.9, spot, 0.9)
  })
}
