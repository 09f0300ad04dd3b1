import bwipjs from 'bwip-js/node'

export type BarcodeKind = 'qr' | 'aztec' | 'pdf417' | 'code128'

const SYMBOLS: Record<BarcodeKind, { bcid: string } & Record<string, string | number | boolean>> = {
  // Medium correction: a ticket is folded, scratched and shown on broken glass; more would make the tiles too small.
  qr: { bcid: 'qrcode', eclevel: 'M' },
  aztec: { bcid: 'azteccode' },
  pdf417: { bcid: 'pdf417', columns: 5 },
  code128: { bcid: 'code128', height: 12 },
}

/** The code as an SVG of black shapes on white, with the quiet zone that scanners need; for PDFs and pages alike. */
export function barcodeSvg(kind: BarcodeKind, text: string): string {
  return bwipjs.toSVG({ ...SYMBOLS[kind], text, scale: 2, padding: 8, backgroundcolor: 'FFFFFF', binarytext: false })
}
