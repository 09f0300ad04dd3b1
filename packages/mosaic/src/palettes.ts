import type { Oklch } from './colour.ts'

export type PaletteName =
  | 'lagoon'
  | 'ember'
  | 'elbe'
  | 'maple'
  | 'orchid'
  | 'saffron'
  | 'pine'
  | 'midnight'
  | 'terracotta'
  | 'glacier'
  | 'fig'
  | 'citrus'
  | 'poppy'
  | 'carnival'

/** Colours by the part they play in a picture, so that every composition can wear every palette. */
export interface Palette {
  name: PaletteName
  /** Shadow, night, silhouettes. */
  deep: Oklch
  /** The far sky, the water's body. */
  dusk: Oklch
  /** Haze, the near sky, middle distance. */
  mist: Oklch
  /** The lightest tile: foam, cream, reflected light. */
  glow: Oklch
  /** What shines. */
  sun: Oklch
  /** The hot accent. */
  bloom: Oklch
  /** The counter-colour that keeps the hot one from being sweet. */
  leaf: Oklch
  grout: Oklch
  /** Colours for a page: `accent` reads at 4.5:1 or better on `paper`. */
  page: { accent: Oklch; ink: Oklch; paper: Oklch }
}

export const palettes: Readonly<Record<PaletteName, Palette>> = {
  lagoon: {
    name: 'lagoon',
    deep: [0.31, 0.075, 245],
    dusk: [0.5, 0.115, 235],
    mist: [0.77, 0.09, 205],
    glow: [0.95, 0.04, 95],
    sun: [0.85, 0.15, 82],
    bloom: [0.69, 0.19, 36],
    leaf: [0.64, 0.115, 180],
    grout: [0.875, 0.02, 95],
    page: { accent: [0.47, 0.11, 232], ink: [0.25, 0.04, 245], paper: [0.985, 0.008, 95] },
  },
  ember: {
    name: 'ember',
    deep: [0.24, 0.07, 305],
    dusk: [0.4, 0.15, 340],
    mist: [0.64, 0.2, 22],
    glow: [0.93, 0.08, 82],
    sun: [0.84, 0.17, 76],
    bloom: [0.67, 0.22, 32],
    leaf: [0.6, 0.1, 210],
    grout: [0.16, 0.035, 305],
    page: { accent: [0.52, 0.19, 22], ink: [0.23, 0.05, 320], paper: [0.985, 0.01, 60] },
  },
  elbe: {
    name: 'elbe',
    deep: [0.29, 0.055, 258],
    dusk: [0.47, 0.085, 250],
    mist: [0.8, 0.045, 228],
    glow: [0.95, 0.025, 85],
    sun: [0.82, 0.135, 74],
    bloom: [0.57, 0.165, 33],
    leaf: [0.6, 0.08, 172],
    grout: [0.86, 0.014, 235],
    page: { accent: [0.5, 0.155, 33], ink: [0.26, 0.045, 258], paper: [0.985, 0.006, 240] },
  },
  maple: {
    name: 'maple',
    deep: [0.29, 0.075, 22],
    dusk: [0.47, 0.155, 27],
    mist: [0.79, 0.1, 62],
    glow: [0.95, 0.045, 88],
    sun: [0.84, 0.16, 82],
    bloom: [0.62, 0.21, 28],
    leaf: [0.55, 0.085, 165],
    grout: [0.88, 0.022, 82],
    page: { accent: [0.5, 0.18, 27], ink: [0.25, 0.05, 25], paper: [0.985, 0.01, 80] },
  },
  orchid: {
    name: 'orchid',
    deep: [0.28, 0.11, 300],
    dusk: [0.48, 0.18, 308],
    mist: [0.79, 0.1, 322],
    glow: [0.95, 0.035, 345],
    sun: [0.87, 0.13, 86],
    bloom: [0.67, 0.23, 352],
    leaf: [0.69, 0.12, 188],
    grout: [0.885, 0.018, 330],
    page: { accent: [0.48, 0.2, 320], ink: [0.25, 0.08, 305], paper: [0.985, 0.008, 330] },
  },
  saffron: {
    name: 'saffron',
    deep: [0.33, 0.07, 262],
    dusk: [0.53, 0.1, 272],
    mist: [0.85, 0.1, 84],
    glow: [0.96, 0.05, 95],
    sun: [0.83, 0.17, 76],
    bloom: [0.68, 0.19, 48],
    leaf: [0.56, 0.13, 278],
    grout: [0.885, 0.024, 90],
    page: { accent: [0.5, 0.13, 55], ink: [0.27, 0.05, 262], paper: [0.985, 0.013, 90] },
  },
  pine: {
    name: 'pine',
    deep: [0.28, 0.055, 168],
    dusk: [0.44, 0.085, 160],
    mist: [0.79, 0.085, 150],
    glow: [0.95, 0.045, 108],
    sun: [0.87, 0.15, 96],
    bloom: [0.68, 0.17, 42],
    leaf: [0.63, 0.14, 142],
    grout: [0.865, 0.022, 120],
    page: { accent: [0.46, 0.1, 158], ink: [0.25, 0.04, 168], paper: [0.985, 0.009, 120] },
  },
  midnight: {
    name: 'midnight',
    deep: [0.22, 0.075, 272],
    dusk: [0.36, 0.14, 272],
    mist: [0.6, 0.165, 262],
    glow: [0.94, 0.04, 220],
    sun: [0.9, 0.13, 98],
    bloom: [0.7, 0.2, 338],
    leaf: [0.76, 0.13, 195],
    grout: [0.145, 0.045, 275],
    page: { accent: [0.47, 0.19, 272], ink: [0.22, 0.06, 272], paper: [0.985, 0.008, 265] },
  },
  terracotta: {
    name: 'terracotta',
    deep: [0.32, 0.06, 205],
    dusk: [0.48, 0.075, 205],
    mist: [0.82, 0.07, 66],
    glow: [0.95, 0.03, 82],
    sun: [0.8, 0.135, 70],
    bloom: [0.62, 0.15, 42],
    leaf: [0.62, 0.075, 195],
    grout: [0.865, 0.022, 75],
    page: { accent: [0.5, 0.13, 40], ink: [0.27, 0.035, 205], paper: [0.985, 0.01, 75] },
  },
  glacier: {
    name: 'glacier',
    deep: [0.33, 0.075, 262],
    dusk: [0.55, 0.1, 248],
    mist: [0.84, 0.06, 212],
    glow: [0.97, 0.015, 200],
    sun: [0.9, 0.09, 92],
    bloom: [0.73, 0.15, 18],
    leaf: [0.72, 0.1, 190],
    grout: [0.91, 0.01, 220],
    page: { accent: [0.48, 0.1, 248], ink: [0.27, 0.05, 262], paper: [0.987, 0.005, 220] },
  },
  fig: {
    name: 'fig',
    deep: [0.27, 0.075, 345],
    dusk: [0.43, 0.115, 350],
    mist: [0.78, 0.085, 20],
    glow: [0.95, 0.035, 70],
    sun: [0.84, 0.125, 80],
    bloom: [0.64, 0.19, 12],
    leaf: [0.62, 0.11, 138],
    grout: [0.875, 0.018, 40],
    page: { accent: [0.47, 0.14, 355], ink: [0.25, 0.055, 345], paper: [0.985, 0.008, 40] },
  },
  citrus: {
    name: 'citrus',
    deep: [0.34, 0.075, 195],
    dusk: [0.56, 0.105, 185],
    mist: [0.87, 0.13, 112],
    glow: [0.97, 0.05, 108],
    sun: [0.88, 0.175, 96],
    bloom: [0.72, 0.185, 52],
    leaf: [0.7, 0.17, 136],
    grout: [0.895, 0.024, 110],
    page: { accent: [0.47, 0.085, 190], ink: [0.27, 0.045, 195], paper: [0.987, 0.012, 108] },
  },
  poppy: {
    name: 'poppy',
    deep: [0.27, 0.05, 262],
    dusk: [0.42, 0.085, 255],
    mist: [0.83, 0.05, 55],
    glow: [0.96, 0.025, 80],
    sun: [0.83, 0.145, 62],
    bloom: [0.63, 0.235, 27],
    leaf: [0.6, 0.095, 215],
    grout: [0.885, 0.016, 65],
    page: { accent: [0.52, 0.2, 27], ink: [0.25, 0.04, 262], paper: [0.987, 0.008, 65] },
  },
  carnival: {
    name: 'carnival',
    deep: [0.25, 0.1, 288],
    dusk: [0.43, 0.19, 292],
    mist: [0.68, 0.2, 350],
    glow: [0.95, 0.06, 95],
    sun: [0.88, 0.17, 92],
    bloom: [0.68, 0.235, 12],
    leaf: [0.77, 0.15, 178],
    grout: [0.155, 0.06, 288],
    page: { accent: [0.49, 0.22, 295], ink: [0.23, 0.08, 288], paper: [0.985, 0.01, 310] },
  },
}

export const paletteNames = Object.keys(palettes) as [PaletteName, ...PaletteName[]]
