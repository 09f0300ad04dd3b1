import { lighter, mix, type Oklch } from '../colour.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { layBlock, layDisc, layFigure, layRings } from '../shapes.ts'
import type { Point } from '../sheet.ts'

/** A city at dusk on the water: two rows of houses, lit windows, their light in the river. */
export const skyline: Composition = scene => {
  const { plan, palette, unit, width, height } = scene
  const ground = height * plan.between(0.78, 0.86)
  const moonX = width * plan.between(0.18, 0.82)
  const moonY = height * plan.between(0.2, 0.36)
  const moon = unit * plan.between(0.085, 0.14)
  const sky = plan.pick<readonly [Oklch, ...Oklch[]]>([
    [palette.glow, palette.mist, palette.dusk, palette.deep],
    [palette.sun, palette.mist, palette.dusk],
    [palette.glow, palette.sun, palette.bloom, palette.dusk],
  ])
  layRings(scene, { x: moonX, y: moonY }, [moon, Math.hypot(width, height)], spot =>
    spot.y > ground
      ? undefined
      : blended(scene, sky, spot.v / (width * 0.75) + (spot.course % 5 === 4 ? -0.1 : 0), spot),
  )
  layDisc(scene, moonX, moonY, moon, spot =>
    speckled(scene, mix(palette.glow, palette.sun, 0.35 + 0.5 * (spot.v / moon)), 0.8),
  )
  layHouses(scene, {
    ground,
    tallest: 0.58,
    wall: mix(palette.dusk, palette.mist, 0.45),
    window: palette.glow,
    lit: 0.12,
  })
  layHouses(scene, { ground, tallest: 0.38, wall: palette.deep, window: palette.sun, lit: 0.3 })
  layRiver(scene, ground)
}

interface Street {
  ground: number
  tallest: number
  wall: Oklch
  window: Oklch
  lit: number
}

function layHouses(scene: Scene, street: Street): void {
  const { unit, width, height, tile } = scene
  const plan = scene.plan.fork(`street ${street.tallest}`)
  let x = -unit * plan.between(0, 0.1)
  while (x < width) {
    // Whole tiles, or the walls of neighbours would differ in the size of their windows.
    const wide = Math.max(3, Math.round((unit * plan.between(0.1, 0.2)) / tile)) * tile
    const high = Math.round((height * street.tallest * plan.between(0.5, 1)) / tile) * tile
    layHouse({ ...scene, plan }, street, { x, wide, high })
    x += wide + (plan.chance(0.3) ? unit * plan.between(0.02, 0.08) : 0)
  }
}

function layHouse(scene: Scene, street: Street, house: { x: number; wide: number; high: number }): void {
  const { plan, palette, sheet, tile, joint } = scene
  const { x, wide, high } = house
  const eaves = street.ground - high
  const wall = plan.chance(0.3) ? mix(street.wall, palette.bloom, 0.4) : lighter(street.wall, plan.between(-0.03, 0.06))
  const roof = plan.chance(0.35) ? palette.bloom : mix(wall, palette.leaf, 0.5)
  layRoof(scene, {
    ...house,
    eaves,
    colour: roof,
    kind: plan.pick(['flat', 'flat', 'gable', 'spire', 'dome', 'steps'] as const),
  })
  sheet.bed([
    [x - joint, eaves - joint],
    [x + wide + joint, eaves - joint],
    [x + wide + joint, street.ground],
    [x - joint, street.ground],
  ])
  const columns = Math.round(wide / tile)
  layBlock(
    scene,
    { x, y: eaves, width: wide, height: high + tile },
    spot => {
      const column = Math.floor((spot.x - x) / (wide / columns))
      const opening = spot.course > 0 && spot.course % 2 === 1 && column % 2 === 1 && column < columns - 1
      if (opening && scene.random.chance(street.lit * 2.4)) return speckled(scene, street.window)
      return speckled(scene, opening ? lighter(wall, -0.05) : wall, 0.8)
    },
    { looseness: 0.35 },
  )
}

interface Roof {
  x: number
  wide: number
  eaves: number
  colour: Oklch
  kind: 'flat' | 'gable' | 'spire' | 'dome' | 'steps'
}

function layRoof(scene: Scene, roof: Roof): void {
  const { x, wide, eaves, kind } = roof
  if (kind === 'flat') return
  const middle = x + wide / 2
  const low = eaves + scene.tile
  const outlines: Record<Exclude<Roof['kind'], 'flat'>, Point[]> = {
    gable: [
      [x, low],
      [x, eaves],
      [middle, eaves - wide * 0.5],
      [x + wide, eaves],
      [x + wide, low],
    ],
    spire: [
      [middle - wide * 0.3, low],
      [middle, eaves - wide * 1.5],
      [middle + wide * 0.3, low],
    ],
    steps: [
      [x + wide * 0.12, low],
      [x + wide * 0.12, eaves - wide * 0.22],
      [x + wide * 0.32, eaves - wide * 0.22],
      [x + wide * 0.32, eaves - wide * 0.48],
      [x + wide * 0.68, eaves - wide * 0.48],
      [x + wide * 0.68, eaves - wide * 0.22],
      [x + wide * 0.88, eaves - wide * 0.22],
      [x + wide * 0.88, low],
    ],
    dome: [
      ...Array.from({ length: 13 }, (_, step): Point => {
        const angle = Math.PI + (Math.PI * step) / 12
        return [middle + wide * 0.42 * Math.cos(angle), eaves + wide * 0.48 * Math.sin(angle)]
      }),
      [middle + wide * 0.42, low],
      [middle - wide * 0.42, low],
    ],
  }
  layFigure(scene, outlines[kind], { inside: () => speckled(scene, roof.colour) })
}

function layRiver(scene: Scene, ground: number): void {
  const { plan, palette, unit, width, height, tile, sheet } = scene
  const quay = tile * 1.1
  sheet.bed([
    [-tile, ground - scene.joint],
    [width + tile, ground - scene.joint],
    [width + tile, height + tile],
    [-tile, height + tile],
  ])
  layBlock(scene, { x: -tile, y: ground, width: width + 2 * tile, height: quay }, () => speckled(scene, palette.mist), {
    length: 1.7,
  })
  const phase = plan.between(0, 6)
  layBlock(
    scene,
    { x: -tile, y: ground + quay, width: width + 2 * tile, height: height - ground },
    spot => {
      const streak = Math.sin(spot.x / (unit * 0.035) + phase) * Math.sin(spot.x / (unit * 0.11)) > 0.45
      if (streak && scene.random.chance(0.62))
        return speckled(scene, scene.random.chance(0.75) ? palette.sun : palette.bloom)
      return blended(scene, [palette.dusk, palette.deep], (spot.y - ground) / (height - ground), spot, 1.2)
    },
    { length: 1.5 },
  )
}
