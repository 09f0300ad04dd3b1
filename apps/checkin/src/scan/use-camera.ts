import { useEffect, useRef, useState } from 'react'
import { deciding, dismiss, present, result } from '../door/desk.ts'
import { blocksCamera, toneOf } from '../result/result-look.ts'
import { CameraError, type CameraFailure, type OpenCamera, openCamera } from '../scanning/camera.ts'
import { createPictureReader, type PictureReader } from '../scanning/picture-reader.ts'
import { createRepeatGuard } from '../scanning/repeat-guard.ts'
import { cleanScannedText } from '../scanning/scanned-text.ts'

/** Between two looks: enough for a hand that holds still, and a phone that stays cool all evening. */
const LOOK_EVERY_MS = 110

export type CameraState =
  | { kind: 'starting' }
  | { kind: 'on'; camera: OpenCamera }
  | { kind: 'failed'; failure: CameraFailure | 'reader' }

/** The camera for as long as the component stands; mount it anew to try again or to take another one. */
export function useCamera(cameraId: string | null) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>({ kind: 'starting' })
  useEffect(() => {
    let isOver = false
    let close = () => {}
    const run = async (): Promise<CameraState> => {
      try {
        const camera = await openCamera(cameraId)
        close = camera.close
        const read = isOver ? null : await createPictureReader().catch(() => null)
        if (isOver || !video.current || !read) {
          close()
          return { kind: 'failed', failure: 'reader' }
        }
        video.current.srcObject = camera.stream
        await video.current.play().catch(() => undefined)
        void look(video.current, read, () => isOver)
        return { kind: 'on', camera }
      } catch (error) {
        return { kind: 'failed', failure: error instanceof CameraError ? error.failure : 'busy' }
      }
    }
    void (async () => {
      const next = await run()
      if (!isOver) setState(next)
    })()
    return () => {
      isOver = true
      close()
    }
  }, [cameraId])
  return { video, state }
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
