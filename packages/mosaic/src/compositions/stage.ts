import { lighter, mix, type Oklch } from '../colour.ts'
import { inset } from '../courses.ts'
import { blended, type Composition, type Scene, speckled } from '../scene.ts'
import { bedCircle, circle, layBlock, layDisc, layRings } from '../shapes.ts'
import type { Point } from '../sheet.ts'

interface Beam {
  x: number
  y: number
  angle: number
  spread: number
  colour: Oklch
}

/** A stage at night: beams of light cross above it, heads of the crowd in front. */
export const stage: Composition = scene => {
  const { plan, palette, unit, width, height, tile } = scene
  const floor = height * plan.between(0.68, 0.74)
  const beams = hangBeams(scene)
  const glowX = width * plan.between(0.4, 0.6)
  layRings(scene, { x: glowX, y: floor }, [0, Math.hypot(width, height)], spot => {
    if (spot.y > floor + tile) return undefined
    const haze = Math.max(0, 1 - spot.v / (unit * 1.05))
    let colour = mix(palette.deep, palette.dusk, haze)
    for (const beam of beams) {
      const away = Math.hypot(spot.x - beam.x, spot.y - beam.y)
      const off = Math.abs(Math.atan2(spot.x - beam.x, spot.y - beam.y) - beam.angle) / beam.spread
      if (off < 1) colour = lit(colour, beam.colour, (1 - off * 0.3) * Math.max(0.25, 0.95 - away / (unit * 2.1)))
    }
    return speckled(scene, colour, 1.1)
  })
  const sunburst = unit * plan.between(0.15, 0.2)
  layDisc(scene, glowX, floor, sunburst, spot =>
    spot.y > floor + tile
      ? undefined
      : blended(scene, [palette.glow, palette.sun, palette.bloom], spot.v / sunburst, spot, 0.8),
  )
  scene.sheet.bed([
    [-tile, floor],
    [width + tile, floor],
    [width + tile, height + tile],
    [-tile, height + tile],
  ])
  layBlock(
    scene,
    { x: -tile, y: floor, width: width + 2 * tile, height: height - floor + tile },
    spot =>
      spot.course === 0
        ? speckled(scene, palette.sun, 0.8)
        : blended(scene, [palette.bloom, palette.dusk, palette.deep, palette.deep], spot.course / 6, spot),
    { length: 1.3 },
  )
  layCrowd(scene, floor)
}

/** Light adds to the dark without greying: the beam's hue holds, its strength sets how bright it is. */
function lit(dark: Oklch, [lightness, chroma, hue]: Oklch, strength: number): Oklch {
  return [Math.max(dark[0], dark[0] + (lightness - dark[0]) * strength), chroma * (0.45 + 0.55 * strength), hue]
}

function hangBeams(scene: Scene): Beam[] {
  const { plan, palette, width, unit } = scene
  const count = plan.whole(4, 6)
  const colours: [Oklch, ...Oklch[]] = [palette.sun, palette.bloom, palette.leaf, palette.mist]
  return Array.from({ length: count }, (_, number) => {
    const place = (number + 0.5) / count
    return {
      x: width * (place + plan.between(-0.04, 0.04)),
      y: -unit * 0.1,
      angle: (0.5 - place) * plan.between(0.6, 1.7) + plan.between(-0.25, 0.25),
      spread: plan.between(0.1, 0.16),
      colour: colours[number % colours.length] ?? palette.sun,
    }
  })
}

/** The crowd is laid of shaped pieces, as hands and faces are in a mosaic: a dome, a pebble, a rim of light. */
function layCrowd(scene: Scene, floor: number): void {
  const { plan, palette, unit, width, height } = scene
  const rows = 4
  const lights: [Oklch, ...Oklch[]] = [palette.sun, palette.bloom, palette.leaf, palette.mist]
  for (let row = 0; row < rows; row++) {
    const chance = plan.fork(`row ${row}`)
    const near = row / (rows - 1)
    const radius = unit * (0.03 + 0.022 * near)
    const y = floor + (height - floor) * (0.24 + 0.52 * near)
    const gap = radius * 3.3
    const shade = lighter(palette.deep, 0.05 - near * 0.1)
    const first = -chance.next() * gap
    const people = Array.from({ length: Math.ceil(width / gap) + 2 }, (_, number): Person => {
      const x = first + number * gap + chance.between(-0.2, 0.2) * radius
      return { x, y: y + chance.between(-0.5, 0.5) * radius, light: chance.pick(lights), cheers: chance.chance(0.22) }
    })
    layRow(scene, people, radius, shade)
  }
}

interface Person {
  x: number
  y: number
  light: Oklch
  cheers: boolean
}

function layRow(scene: Scene, people: readonly Person[], radius: number, shade: Oklch): void {
  const { sheet, joint } = scene
  for (const { x, y } of people)
    sheet.bed(dome(x, y + radius * 3.4 + joint, radius * 1.75 + joint, radius * 2.2 + joint * 2))
  for (const { x, y, light } of people) {
    sheet.lay(dome(x, y + radius * 3.4, radius * 1.75, radius * 2.2), speckled(scene, mix(shade, light, 0.1)))
  }
  const cheering = people.filter(person => person.cheers).flatMap(person => armsOf(person, radius))
  for (const { outline } of cheering) sheet.bed(inset(outline, -joint / 2))
  for (const { outline, light } of cheering) sheet.lay(outline, speckled(scene, mix(shade, light, 0.35)))
  for (const { x, y } of people) bedCircle(scene, x, y, radius + joint)
  for (const { x, y, light } of people) {
    sheet.lay(circle(x, y + radius * 0.12, radius * 0.8, 12), speckled(scene, mix(shade, light, 0.22)))
    sheet.lay(rim(x, y, radius), speckled(scene, light))
  }
}

function armsOf({ x, y, light }: Person, radius: number): { outline: Point[]; light: Oklch }[] {
  return [-1, 1].map(side => ({
    light,
    outline: [
      [x + side * radius * 1.15, y + radius * 1.7],
      [x + side * radius * 1.65, y + radius * 1.7],
      [x + side * radius * 2, y - radius * 1.5],
      [x + side * radius * 1.5, y - radius * 1.6],
    ],
  }))
}

function dome(x: number, foot: number, half: number, rise: number): Point[] {
  return Array.from({ length: 11 }, (_, step): Point => {
    const angle = Math.PI + (Math.PI * step) / 10
    return [x + Math.cos(angle) * half, foot + Math.sin(angle) * rise]
  })
}

/** A crescent of light over a head. */
function rim(x: number, y: number, radius: number): Point[] {
  const along = (step: number, size: number, sink: number): Point => {
    const angle = Math.PI * (1.06 + 0.88 * step)
    return [x + Math.cos(angle) * size, y + sink + Math.sin(angle) * size]
  }
  const steps = [0, 0.2, 0.4, 0.6, 0.8, 1]
  return [
    ...steps.map(step => along(step, radius, 0)),
    ...steps.toReversed().map(step => along(step, radius * 0.92, radius * 0.26)),
  ]
}
