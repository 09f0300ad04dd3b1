import { mix, type Oklch } from '../colour.ts'
import { type Courses, layCourses } from '../courses.ts'
import { type Composition, type Scene, speckled } from '../scene.ts'
import { layDisc } from '../shapes.ts'
import type { Point } from '../sheet.ts'

/** Ribbons of colour that follow one curve across the whole picture: andamento for its own sake. */
export const flow: Composition = scene => {
  const { plan, unit, width, height, tile } = scene
  const slant = plan.between(-0.35, 0.35)
  const map = bendOf(scene, slant)
  const overflow = unit * 0.35 + width * Math.abs(slant)
  const span = { from: -overflow, to: height + overflow }
  layCourses(scene, {
    map,
    ...span,
    along: () => [-tile * 2, width + tile * 2],
    length: 1.1,
    tint: ribbonTint(scene, span),
  })
  if (plan.chance(0.55)) laySun(scene)
}

/** The one curve: a slope with a long bend and a short one on it. */
function bendOf({ plan, unit }: Scene, slant: number): Courses['map'] {
  const bends = [
    {
      size: plan.between(0.12, 0.2),
      stretch: plan.between(0.3, 0.5),
      phase: plan.between(0, 6.3),
      shear: plan.between(-0.6, 0.6),
    },
    {
      size: plan.between(0.03, 0.07),
      stretch: plan.between(0.13, 0.22),
      phase: plan.between(0, 6.3),
      shear: plan.between(-1, 1),
    },
  ]
  return (u, v): Point => {
    const bent = bends.reduce(
      (sum, bend) =>
        sum + unit * bend.size * Math.sin(u / (unit * bend.stretch) + (v / unit) * bend.shear + bend.phase),
      v + u * slant,
    )
    return [u, bent]
  }
}

/** Which colour lies where, from the first ribbon to the last. */
function ribbonTint(scene: Scene, { from, to }: Pick<Courses, 'from' | 'to'>): Courses['tint'] {
  const { plan, palette, unit, tile } = scene
  const colours: Oklch[] = [
    palette.deep,
    palette.dusk,
    palette.leaf,
    palette.mist,
    palette.glow,
    palette.sun,
    palette.bloom,
    mix(palette.bloom, palette.deep, 0.45),
    palette.dusk,
    palette.mist,
    palette.glow,
    palette.leaf,
  ]
  const first = plan.whole(0, colours.length - 1)
  const ribbons = ribbonEdges(() => unit * plan.between(0.07, 0.17), from, to)
  return spot => {
    // The border between two ribbons wanders by a tile, so that they seem woven.
    const place = spot.v + scene.clouds((spot.x / unit) * 4, spot.course) * tile * 1.1
    const ribbon = ribbons.findIndex(edge => edge > place)
    const start = ribbons[ribbon - 1] ?? from
    const part = (place - start) / ((ribbons[ribbon] ?? place) - start || 1)
    const colour = colours[(first + ribbon + colours.length) % colours.length] ?? palette.dusk
    const onward = colours[(first + ribbon + 1) % colours.length] ?? palette.dusk
    return speckled(scene, mix(colour, onward, part > 0.72 ? 0.22 : part < 0.2 ? -0.08 : 0), 1.15)
  }
}

function ribbonEdges(next: () => number, from: number, to: number): number[] {
  const edges: number[] = []
  for (let edge = from + next(); edge < to; edge += next()) edges.push(edge)
  return [...edges, to + next()]
}

/** A sun with a bright rim, on some of the pictures. */
function laySun(scene: Scene): void {
  const { plan, palette, unit, width, height, tile } = scene
  const radius = unit * plan.between(0.1, 0.16)
  const x = width * plan.between(0.25, 0.75)
  const y = height * plan.between(0.2, 0.5)
  layDisc(scene, x, y, radius, spot =>
    speckled(
      scene,
      spot.v > radius - tile * 1.2 ? palette.glow : mix(palette.sun, palette.bloom, 0.25 * (spot.v / radius)),
    ),
  )
}
