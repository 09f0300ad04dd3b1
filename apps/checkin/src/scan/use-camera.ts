import { useCallback, useEffect, useRef, useState } from 'react'
import { deciding, dismiss, present, result } from '../door/desk.ts'
import { preferences } from '../door/preferences.ts'
import { blocksCamera, toneOf } from '../result/result-look.ts'
import { CameraError, type CameraFailure, type OpenCamera, openCamera } from '../scanning/camera.ts'
import { createPictureReader, type PictureReader } from '../scanning/picture-reader.ts'
import { createRepeatGuard } from '../scanning/repeat-guard.ts'
import { cleanScannedText } from '../scanning/scanned-text.ts'
import { useObserved } from '../syncing/observable.ts'

/** Between two looks: enough for a hand that holds still, and a phone that stays cool all evening. */
const LOOK_EVERY_MS = 110

export type CameraState =
  | { kind: 'starting' }
  | { kind: 'paused' }
  | { kind: 'on'; camera: OpenCamera }
  | { kind: 'failed'; failure: CameraFailure | 'reader' }

export function useCamera(isWanted: boolean) {
  const { cameraId } = useObserved(preferences)
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>({ kind: 'starting' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (!isWanted) {
      setState({ kind: 'paused' })
      return undefined
    }
    let isOver = false
    let close = () => {}
    setState({ kind: 'starting' })
    void run()
    return () => {
      isOver = true
      close()
    }
    async function run() {
      try {
        const camera = await openCamera(cameraId)
        close = camera.close
        if (isOver) return close()
        const read = await createPictureReader().catch(() => null)
        if (isOver || !video.current) return
        if (!read) {
          close()
          return setState({ kind: 'failed', failure: 'reader' })
        }
        video.current.srcObject = camera.stream
        await video.current.play().catch(() => undefined)
        setState({ kind: 'on', camera })
        void look(video.current, read, () => isOver)
      } catch (error) {
        if (!isOver) setState({ kind: 'failed', failure: error instanceof CameraError ? error.failure : 'busy' })
      }
    }
  }, [isWanted, cameraId, attempt])
  const retry = useCallback(() => setAttempt(count => count + 1), [])
  return { video, state, retry }
}

async function look(video: HTMLVideoElement, read: PictureReader, isOver: () => boolean): Promise<void> {
  const guard = createRepeatGuard()
  while (!isOver()) {
    const shown = result.get()
    const mayLook = !deciding.get() && !document.hidden && video.readyState >= video.HAVE_CURRENT_DATA
    const text = mayLook ? await read(video).catch(() => null) : null
    // Also while a refusal is shown: the code that is still in the picture must not be new when it goes away.
    if (text && !isOver() && guard.isNew(text, performance.now()) && !(shown && blocksCamera(toneOf(shown)))) {
      if (shown) dismiss()
      present({ code: cleanScannedText(text) }, 'code')
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
