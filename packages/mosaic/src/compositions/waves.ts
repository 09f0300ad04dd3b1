import { mix, type Oklch } from '../colour.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { bedBelow, layBelow, layDisc, layRings } from '../shapes.ts'

/** Swell behind swell, each with its crest of foam; a low sun or moon above. */
export const waves: Composition = scene => {
  const { plan, palette, unit, width, height } = scene
  const count = plan.whole(4, 6)
  const top = height * plan.between(0.3, 0.42)
  const moonX = width * plan.between(0.2, 0.8)
  const moonY = top * plan.between(0.35, 0.75)
  const moon = unit * plan.between(0.09, 0.15)
  const sky = plan.pick<readonly [Oklch, ...Oklch[]]>([
    [palette.glow, palette.mist, palette.mist, palette.dusk],
    [palette.sun, palette.mist, palette.dusk],
    [palette.sun, palette.bloom, palette.dusk, palette.deep],
  ])
  layRings(scene, { x: moonX, y: moonY }, [moon, width * 1.1], spot =>
    spot.y > top + unit * 0.3
      ? undefined
      : blended(scene, sky, spot.v / (width * 0.9) + (spot.course % 4 === 3 ? 0.16 : 0), spot),
  )
  layDisc(scene, moonX, moonY, moon, spot =>
    blended(scene, [palette.bloom, palette.sun], spot.v / moon - 0.2, spot, 0.7),
  )
  const bodies: Oklch[] = [palette.leaf, palette.dusk, mix(palette.leaf, palette.dusk, 0.5), palette.deep]
  for (let number = 0; number < count; number++) {
    laySwell(scene, {
      base: top + ((height - top) * number) / count,
      rise: unit * plan.between(0.05, 0.1) * (0.7 + number / count),
      depth: ((height - top) / count) * 2.6,
      body: number === 1 && count > 4 ? palette.bloom : (bodies[number % bodies.length] ?? palette.dusk),
    })
  }
}

function laySwell(scene: Scene, swell: { base: number; rise: number; depth: number; body: Oklch }): void {
  const { plan, palette, unit } = scene
  const stretch = unit * plan.between(0.13, 0.24)
  const phase = plan.between(0, 6.3)
  const lean = plan.between(0.35, 0.7)
  const crest = (x: number) => {
    const place = x / stretch + phase
    // A leaning sine is steeper on one side, as a wave about to break.
    return (
      swell.base - swell.rise * Math.sin(place + lean * Math.sin(place)) + swell.rise * 0.4 * Math.sin(place * 0.37)
    )
  }
  bedBelow(scene, crest)
  layBelow(scene, crest, [0, swell.depth], spot => {
    if (spot.course === 0) return speckled(scene, mix(palette.glow, palette.mist, 0.12), 0.8)
    if (spot.course === 1) return speckled(scene, mix(swell.body, palette.mist, 0.75))
    if (spot.course === 3) return speckled(scene, mix(swell.body, palette.mist, 0.4))
    const part = spot.v / swell.depth
    return blended(
      scene,
      [mix(swell.body, palette.mist, 0.25), swell.body, mix(swell.body, palette.deep, 0.6)],
      part * 1.4,
      spot,
    )
  })
}
