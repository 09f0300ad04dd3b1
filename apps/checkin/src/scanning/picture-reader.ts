import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Finds a QR code in the camera's picture; null where there is none. */
export type PictureReader = (video: HTMLVideoElement) => Promise<string | null>

type NativeDetector = { detect: (source: HTMLVideoElement) => Promise<Array<{ rawValue: string }>> }
type NativeDetectorClass = {
  new (options: { formats: string[] }): NativeDetector
  getSupportedFormats: () => Promise<string[]>
}

/** The phone's own reader where there is one; elsewhere the same in WebAssembly, from our own address. */
export async function createPictureReader(): Promise<PictureReader> {
  return (await nativeReader()) ?? (await wasmReader())
}

async function nativeReader(): Promise<PictureReader | null> {
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector
  if (!Detector) return null
  try {
    if (!(await Detector.getSupportedFormats()).includes('qr_code')) return null
    const detector = new Detector({ formats: ['qr_code'] })
    return async video => (await detector.detect(video))[0]?.rawValue ?? null
  } catch {
    return null
  }
}

/** A ticket's code has 41 to 45 modules a side: this many pixels read it from half an arm's length. */
const MOST_PIXELS = 720

async function wasmReader(): Promise<PictureReader> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true })
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  return async video => {
    const { videoWidth, videoHeight } = video
    // What the steward sees is the middle square of the picture.
    const side = Math.min(videoWidth, videoHeight)
    if (side === 0) return null
    const size = Math.min(MOST_PIXELS, side)
    canvas.width = size
    canvas.height = size
    context.drawImage(video, (videoWidth - side) / 2, (videoHeight - side) / 2, side, side, 0, 0, size, size)
    const picture = context.getImageData(0, 0, size, size)
    const [found] = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 })
    return found?.isValid ? found.text : null
  }
}
