/** Why there is no picture; each has its own advice. `insecure`: browsers give the camera to https and localhost only. */
export type CameraFailure = 'denied' | 'missing' | 'busy' | 'insecure'

export type CameraChoice = { id: string; label: string }

export type OpenCamera = {
  stream: MediaStream
  cameras: CameraChoice[]
  currentId: string | null
  /** Null where the camera has no light, or the browser does not tell. */
  torch: ((on: boolean) => Promise<boolean>) | null
  close: () => void
}

/** Torch and focus are known to browsers, not yet to the types. */
type WiderCapabilities = MediaTrackCapabilities & { torch?: boolean; focusMode?: string[] }
type WiderConstraints = MediaTrackConstraintSet & { torch?: boolean; focusMode?: string }

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }

export async function openCamera(cameraId: string | null): Promise<OpenCamera> {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError('insecure')
  const stream = await openStream(cameraId)
  const [track] = stream.getVideoTracks()
  const capabilities: WiderCapabilities = track?.getCapabilities?.() ?? {}
  if (capabilities.focusMode?.includes('continuous')) await apply(track, { focusMode: 'continuous' })
  return {
    stream,
    cameras: await listCameras(),
    currentId: track?.getSettings().deviceId ?? null,
    torch: capabilities.torch ? on => apply(track, { torch: on }) : null,
    close: () => {
      for (const each of stream.getTracks()) each.stop()
    },
  }
}

export class CameraError extends Error {
  readonly failure: CameraFailure

  constructor(failure: CameraFailure) {
    super(failure)
    this.name = 'CameraError'
    this.failure = failure
  }
}

async function openStream(cameraId: string | null): Promise<MediaStream> {
  const wanted = cameraId ? { deviceId: { exact: cameraId } } : { facingMode: { ideal: 'environment' } }
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...PICTURE, ...wanted }, audio: false })
  } catch (error) {
    const failure = failureOf(error)
    // The camera that was chosen is not plugged in any more: any other is better than none.
    if (failure === 'missing' && cameraId) return openStream(null)
    throw new CameraError(failure)
  }
}

function failureOf(error: unknown): CameraFailure {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return 'busy'
}

async function listCameras(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }))
}

async function apply(track: MediaStreamTrack | undefined, wish: WiderConstraints): Promise<boolean> {
  try {
    await track?.applyConstraints({ advanced: [wish] })
    return true
  } catch {
    return false
  }
}
