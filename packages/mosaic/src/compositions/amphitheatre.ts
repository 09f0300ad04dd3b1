import { lighter, mix, type Oklch, ramp } from '../colour.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { layDisc, layRings } from '../shapes.ts'

/** The fan of a theatre seen from above: stage, orchestra, wedges of seats full of people, an arcade, the sky. */
export const amphitheatre: Composition = scene => {
  const { plan, palette, unit, width, height, tile } = scene
  const x = width * plan.between(0.42, 0.58)
  const y = height * plan.between(0.92, 1.06)
  const stage = unit * plan.between(0.16, 0.22)
  const orchestra = stage + tile * 2
  const rim = Math.max(height * 0.78, unit * 0.72)
  const wedges = plan.whole(7, 11)
  const crowd = plan.between(0.12, 0.3)
  const shirts: [Oklch, ...Oklch[]] = [palette.sun, palette.glow, palette.bloom, palette.leaf]
  const seats = plan.pick<readonly [Oklch, ...Oklch[]]>([
    [palette.bloom, palette.bloom, palette.dusk],
    [palette.leaf, palette.dusk],
    [palette.deep, palette.dusk],
    [palette.dusk, palette.leaf],
  ])
  const sky = plan.pick<readonly [Oklch, ...Oklch[]]>([
    [palette.sun, palette.mist, palette.dusk],
    [palette.mist, palette.dusk, palette.deep],
    [palette.sun, palette.bloom, palette.dusk],
  ])
  layRings(scene, { x, y }, [rim + tile * 4, Math.hypot(width, height)], spot =>
    blended(scene, sky, (spot.v - rim) / (width * 0.4) + (spot.course % 3 === 2 ? 0.12 : 0), spot),
  )
  layRings(
    scene,
    { x, y },
    [orchestra, rim],
    spot => {
      const turn = (((spot.u / Math.PI) % 2) + 2) % 2
      const wedge = (turn - 1) * wedges
      const beside = Math.abs(wedge - Math.round(wedge)) * (Math.PI / wedges) * spot.v
      if (beside < tile * 0.62) return speckled(scene, mix(palette.glow, palette.mist, 0.6), 0.7)
      if ((spot.courses - spot.course) % 6 === 1) return speckled(scene, mix(palette.mist, palette.sun, 0.35), 0.7)
      if (scene.random.chance(crowd)) return speckled(scene, scene.random.pick(shirts))
      const part = (spot.v - orchestra) / (rim - orchestra)
      const alternate = Math.floor(wedge) % 2 === 0 ? 0.05 : -0.015
      return speckled(scene, lighter(ramp(seats, part + scene.random.bell() * 0.06), alternate))
    },
    { length: 1.05 },
  )
  layArcade(scene, { x, y, rim })
  layRings(scene, { x, y }, [stage, orchestra], spot =>
    speckled(scene, spot.course === 0 ? palette.glow : palette.deep, 0.7),
  )
  const points = plan.pick([8, 10, 12, 16])
  layDisc(scene, x, y, stage, spot => {
    const part = spot.v / stage
    const star = part < 0.55 + 0.38 * Math.abs(Math.sin((spot.u * points) / 2))
    return speckled(scene, star ? ramp([palette.glow, palette.sun, palette.bloom], part * 1.1) : palette.dusk, 0.8)
  })
}

/** Arches along the rim, counted tile by tile: two tiles of pillar, three of opening, a light cornice above. */
function layArcade(scene: Scene, at: { x: number; y: number; rim: number }): void {
  const { palette, tile } = scene
  const { x, y, rim } = at
  const arches = Math.round((Math.PI * 2 * rim) / (tile * 4.3))
  layRings(
    scene,
    { x, y },
    [rim, rim + tile * 4],
    spot => {
      const place = spot.index % 5
      if (spot.course === 3) return speckled(scene, palette.sun, 0.7)
      const open = spot.course < 2 ? place > 1 : spot.course === 2 && place === 3
      return speckled(scene, open ? palette.deep : mix(palette.mist, palette.glow, 0.35), 0.7)
    },
    { rows: 4, pieces: arches * 5, looseness: 0.2 },
  )
}
