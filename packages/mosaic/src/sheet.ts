import { hexOf, type Oklch } from './colour.ts'

export type Point = readonly [x: number, y: number]
export type Outline = readonly Point[]

/**
 * What has been laid so far, from the back to the front. A bed is a patch of grout: laid before a figure's
 * tiles it cuts the tiles behind it along the figure's outline, as a mosaicist's nippers would.
 */
export interface Sheet {
  width: number
  height: number
  lay(points: Outline, colour: Oklch): void
  /** `covers` answers faster than the outline whether a point lies under the bed. */
  bed(points: Outline, covers?: Cover): void
  body(grout: string): string
}

export type Cover = (point: Point) => boolean

interface Tile {
  points: Outline
  hex: string
}

interface Layer {
  beds: Outline[]
  tiles: Tile[]
}

export function blankSheet(width: number, height: number): Sheet {
  const layers: Layer[] = [{ beds: [], tiles: [] }]
  return {
    width,
    height,
    lay(points, colour) {
      if (!isOutside(points, width, height)) layers.at(-1)?.tiles.push({ points, hex: coarseHex(colour) })
    },
    bed(points, covers = coverOf(points)) {
      if (isOutside(points, width, height)) return
      for (const layer of layers) layer.tiles = layer.tiles.filter(tile => !tile.points.every(covers))
      // Beds in a row share a layer; a bed over tiles starts the next one.
      if (layers.at(-1)?.tiles.length) layers.push({ beds: [], tiles: [] })
      layers.at(-1)?.beds.push(points)
    },
    body: grout => layers.map(layer => layerBody(layer, grout)).join(''),
  }
}

/** Tiles of one layer are grouped by colour: one path element holds them all. */
function layerBody(layer: Layer, grout: string): string {
  const paths = new Map<string, string>()
  for (const { hex, points } of layer.tiles) paths.set(hex, (paths.get(hex) ?? '') + pathOf(points))
  const beds = layer.beds.map(pathOf).join('')
  return (
    (beds === '' ? '' : `<path fill="${grout}" d="${beds}"/>`) +
    [...paths].map(([hex, path]) => `<path fill="${hex}" d="${path}"/>`).join('')
  )
}

const known = new Map<number, string>()

/** Fewer distinct colours, so that tiles share a path element and the file stays small. */
function coarseHex([lightness, chroma, hue]: Oklch): string {
  const hueStep = chroma > 0.05 ? 8 : 24
  const steps = [Math.round(lightness / 0.026), Math.round(chroma / 0.028), Math.round(hue / hueStep)] as const
  const key = ((steps[0] * 64 + steps[1]) * 64 + steps[2]) * 2 + (hueStep === 8 ? 1 : 0)
  const hex = known.get(key) ?? hexOf([steps[0] * 0.026, steps[1] * 0.028, steps[2] * hueStep])
  known.set(key, hex)
  return hex
}

function coverOf(outline: Outline): Cover {
  const left = Math.min(...outline.map(([x]) => x))
  const right = Math.max(...outline.map(([x]) => x))
  const top = Math.min(...outline.map(([, y]) => y))
  const bottom = Math.max(...outline.map(([, y]) => y))
  return ([x, y]) => {
    if (x < left || x > right || y < top || y > bottom) return false
    let inside = false
    for (let index = 0; index < outline.length; index++) {
      const [startX, startY] = outline[index] as Point
      const [endX, endY] = outline[(index + 1) % outline.length] as Point
      if (startY > y !== endY > y && x < ((endX - startX) * (y - startY)) / (endY - startY) + startX) inside = !inside
    }
    return inside
  }
}

function pathOf(points: Outline): string {
  let lastX = 0
  let lastY = 0
  let path = ''
  points.forEach(([exactX, exactY], index) => {
    const x = Math.round(exactX)
    const y = Math.round(exactY)
    if (index === 0) path = `M${x}${signed(y)}l`
    else if (x !== lastX || y !== lastY)
      path += (path.endsWith('l') ? String(x - lastX) : signed(x - lastX)) + signed(y - lastY)
    lastX = x
    lastY = y
  })
  return path.endsWith('l') ? '' : `${path}z`
}

function signed(value: number): string {
  return value < 0 ? String(value) : ` ${value}`
}

function isOutside(points: Outline, width: number, height: number): boolean {
  return (
    points.every(([x]) => x < 0) ||
    points.every(([x]) => x > width) ||
    points.every(([, y]) => y < 0) ||
    points.every(([, y]) => y > height)
  )
}
