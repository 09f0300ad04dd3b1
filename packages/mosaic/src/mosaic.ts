import { contrast, hexOf, type Oklch } from './colour.ts'
import { amphitheatre } from './compositions/amphitheatre.ts'
import { emblem } from './compositions/emblem.ts'
import { flow } from './compositions/flow.ts'
import { hills } from './compositions/hills.ts'
import { rosette } from './compositions/rosette.ts'
import { scales } from './compositions/scales.ts'
import { skyline } from './compositions/skyline.ts'
import { stage } from './compositions/stage.ts'
import { sun } from './compositions/sun.ts'
import { waves } from './compositions/waves.ts'
import { type Palette, type PaletteName, paletteNames, palettes } from './palettes.ts'
import { noiseFrom, randomFrom } from './random.ts'
import type { Composition } from './scene.ts'
import { blankSheet } from './sheet.ts'

export type { Palette, PaletteName } from './palettes.ts'

const compositions = { sun, waves, skyline, amphitheatre, emblem, flow, rosette, stage, scales, hills }

export type CompositionName = keyof typeof compositions

export const compositionNames = Object.keys(compositions) as [CompositionName, ...CompositionName[]]

/** Pictures of light in the dark: bright joints would outshine it. */
const nocturnes: ReadonlySet<CompositionName> = new Set(['stage'])

/** Pictures whose parts overlap lay many tiles twice; larger ones keep the file small. */
const coarser: Partial<Record<CompositionName, number>> = {
  scales: 1.2,
  skyline: 1.1,
  stage: 1.2,
  waves: 1.05,
  hills: 1.03,
}

export interface MosaicOptions {
  /** Usually the event's id or slug. The same seed always shows the same picture. */
  seed: string
  palette?: Palette | PaletteName
  /** In CSS pixels; a larger mosaic has more tiles, not a different picture. */
  width: number
  height: number
  /** Read by screen readers; without it the picture counts as decoration. */
  title?: string
  composition?: CompositionName
}

/** Units of the drawing per tile: coordinates are whole numbers, which keeps the file small. */
const tileUnits = 18

export function mosaicSvg(options: MosaicOptions): string {
  const palette = resolvePalette(options)
  const plan = randomFrom(`plan:${options.seed}`)
  const name = options.composition ?? randomFrom(`composition:${options.seed}`).pick(compositionNames)
  const sheetScale = tileUnits / (tileSizeOf(options.width, options.height) * (coarser[name] ?? 1))
  const width = Math.round(options.width * sheetScale)
  const height = Math.round(options.height * sheetScale)
  const draw: Composition = compositions[name]
  const grout = hexOf(nocturnes.has(name) ? darkGrout(palette) : palette.grout)
  const sheet = blankSheet(width, height)
  draw({
    sheet,
    tile: tileUnits,
    joint: 2.6,
    random: randomFrom(`tiles:${options.seed}`),
    plan,
    clouds: noiseFrom(options.seed),
    palette,
    width,
    height,
    unit: Math.min(width, height),
  })
  return wrap(options, { width, height, grout, body: sheet.body(grout) })
}

/** The colours of a page that goes with the mosaic of the same seed or palette. */
export interface PageColours {
  palette: PaletteName
  /** Reads at 4.5:1 or better on `paper`. */
  accent: string
  ink: string
  paper: string
  /** What to write on an accent-coloured surface. */
  onAccent: string
}

export function paletteFor(seed: string, palette?: Palette | PaletteName): PageColours {
  const { name, page } = resolvePalette({ seed, palette })
  const [accent, ink, paper] = [hexOf(page.accent), hexOf(page.ink), hexOf(page.paper)]
  return { palette: name, accent, ink, paper, onAccent: contrast(accent, paper) >= contrast(accent, ink) ? paper : ink }
}

function resolvePalette({ seed, palette }: Pick<MosaicOptions, 'seed' | 'palette'>): Palette {
  if (typeof palette === 'object') return palette
  // A name that was stored once may mean nothing today; that is no reason to show nothing.
  const known = palette !== undefined && Object.hasOwn(palettes, palette)
  return palettes[known ? palette : randomFrom(`palette:${seed}`).pick(paletteNames)]
}

function darkGrout({ grout, deep }: Palette): Oklch {
  return grout[0] < 0.4 ? grout : [deep[0] * 0.62, deep[1] * 0.7, deep[2]]
}

/** A thumbnail needs few tiles to read at all; a poster gains nothing beyond some thousands. */
function tileSizeOf(width: number, height: number): number {
  const area = width * height
  const tiles = Math.min(2600, 260 + area / 200)
  return Math.max(4.5, Math.sqrt(area / tiles))
}

function wrap(options: MosaicOptions, drawing: { width: number; height: number; grout: string; body: string }): string {
  const { width, height, grout, body } = drawing
  const title = options.title === undefined ? '' : `<title>${escaped(options.title)}</title>`
  const role = options.title === undefined ? 'aria-hidden="true"' : `role="img" aria-label="${escaped(options.title)}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${options.width}" height="${options.height}" ` +
    `preserveAspectRatio="xMidYMid slice" ${role}>${title}<rect width="${width}" height="${height}" fill="${grout}"/>` +
    `${body}</svg>`
  )
}

function escaped(text: string): string {
  // Control characters and half surrogates have no place in XML, not even as references.
  const printable = text.toWellFormed().replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
