import { mix, type Oklch } from '../colour.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { bedBelow, layBelow, layDisc, layRings } from '../shapes.ts'

/** A sun over water: the sky runs in rings around it, the sea in waves below. */
export const sun: Composition = scene => {
  const { plan, palette, unit, width, height } = scene
  const centreX = width * plan.between(0.32, 0.68)
  const horizon = height * plan.between(0.62, 0.74)
  const radius = unit * plan.between(0.17, 0.25)
  const centreY = horizon - radius * plan.between(0.1, 1.25)
  const rays = plan.pick([0, 0, 9, 12, 16])
  const reach = Math.hypot(Math.max(centreX, width - centreX), Math.max(centreY, height - centreY))
  const sky = plan.pick<readonly [Oklch, ...Oklch[]]>([
    [palette.glow, palette.sun, palette.mist, palette.dusk, palette.deep],
    [palette.glow, palette.mist, palette.dusk, palette.deep],
    [palette.sun, palette.bloom, palette.dusk, palette.deep],
  ])
  const stripe = plan.whole(4, 6)
  layRings(scene, { x: centreX, y: centreY }, [radius + scene.tile, reach], spot => {
    if (spot.y > horizon + scene.tile * 2) return undefined
    const part = (spot.v - radius) / (unit * 1.25)
    const ray = rays > 0 && Math.sin(spot.u * rays) > 0 ? -0.13 : 0
    const ring = spot.course % stripe === stripe - 1 ? -0.12 : 0
    return blended(scene, sky, part + ray + ring, spot)
  })
  layRings(scene, { x: centreX, y: centreY }, [radius, radius + scene.tile], spot =>
    spot.y > horizon + scene.tile ? undefined : speckled(scene, palette.glow, 0.5),
  )
  layDisc(scene, centreX, centreY, radius, spot =>
    spot.y > horizon + scene.tile
      ? undefined
      : blended(scene, [palette.sun, palette.sun, palette.bloom], spot.v / radius, spot, 0.8),
  )
  if (plan.chance(0.6)) layIslands(scene, horizon)
  laySea(scene, { horizon, centreX, radius })
}

function layIslands(scene: Scene, horizon: number): void {
  const { plan, palette, unit, width } = scene
  const peak = width * (plan.chance(0.5) ? plan.between(0, 0.2) : plan.between(0.8, 1))
  const spread = unit * plan.between(0.5, 0.9)
  const rise = unit * plan.between(0.14, 0.26)
  const crest = (x: number) =>
    horizon +
    scene.tile -
    (rise + scene.tile) * Math.exp(-(((x - peak) / spread) ** 2) * 2.4) -
    unit * 0.018 * Math.sin(x / (unit * 0.07))
  bedBelow(scene, crest)
  layBelow(scene, crest, [0, rise + scene.tile * 2], spot => {
    if (spot.y > horizon + scene.tile * 1.5) return undefined
    const colour = spot.course === 0 ? palette.leaf : mix(palette.deep, palette.leaf, 0.25 + 0.2 * (spot.v / rise))
    return speckled(scene, colour, 1.1)
  })
}

function laySea(scene: Scene, at: { horizon: number; centreX: number; radius: number }): void {
  const { plan, palette, unit, height } = scene
  const { horizon, centreX, radius } = at
  const swell = plan.between(0.006, 0.016) * unit
  const phase = plan.between(0, 6)
  const depth = height - horizon + scene.tile
  const surface = (x: number) => horizon + swell * 0.4 * Math.sin(x / (unit * 0.11) + phase)
  bedBelow(scene, surface)
  layBelow(
    scene,
    surface,
    [0, depth],
    spot => {
      const part = spot.v / depth
      const path = radius * (0.55 + part * 0.9) * (0.75 + 0.35 * Math.sin(spot.course * 2.1 + phase))
      const shimmer = Math.abs(spot.x - centreX) < path && scene.random.chance(0.8 - part * 0.35)
      if (shimmer) return speckled(scene, scene.random.chance(0.7) ? palette.sun : palette.glow)
      const crestOfWave = Math.sin(spot.x / (unit * 0.09) + spot.course * 1.7 + phase) > 0.82
      if (crestOfWave) return speckled(scene, mix(palette.mist, palette.glow, 0.3))
      return blended(scene, [palette.mist, palette.dusk, palette.deep], 0.15 + part * 0.9, spot, 1.2)
    },
    { length: 1.35 },
  )
}
