import { Button, IconButton } from '@tessera/ui/button'
import { cn } from '@tessera/ui/cn'
import { Camera, CameraOff, Flashlight, FlashlightOff, Pause, SwitchCamera, VolumeX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deciding, direction } from '../door/desk.ts'
import { prefer, preferences } from '../door/preferences.ts'
import type { OpenCamera } from '../scanning/camera.ts'
import { isSoundAsleep, wakeSound } from '../signals/sounds.ts'
import { useObserved } from '../syncing/observable.ts'
import { type CameraState, useCamera } from './use-camera.ts'

/** The picture, its frame, and what a thumb needs beside it. Without one it leaves its room to the last scans. */
export function CameraView() {
  const { cameraId } = useObserved(preferences)
  const [isPaused, setPaused] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const { t } = useTranslation('checkin')
  return (
    <section
      aria-label={t('scan.title')}
      data-theme="dark"
      className="relative isolate grid h-[34dvh] min-h-56 overflow-hidden rounded-lg bg-black text-ink has-[[data-blank]]:h-auto has-[[data-blank]]:min-h-0 md:h-[58dvh] md:has-[[data-blank]]:min-h-72"
    >
      {isPaused ? (
        <NoPicture state={{ kind: 'paused' }} onAgain={() => setPaused(false)} />
      ) : (
        <Picture
          key={`${cameraId} ${attempt}`}
          cameraId={cameraId}
          onPause={() => setPaused(true)}
          onRetry={() => setAttempt(attempt + 1)}
        />
      )}
    </section>
  )
}

type PictureProps = { cameraId: string | null; onPause: () => void; onRetry: () => void }

function Picture({ cameraId, onPause, onRetry }: PictureProps) {
  const { t } = useTranslation('checkin')
  const { video, state } = useCamera(cameraId)
  const isDeciding = useObserved(deciding)
  const going = useObserved(direction)
  return (
    <>
      <video
        ref={video}
        muted
        playsInline
        aria-hidden="true"
        className={cn('absolute inset-0 -z-10 size-full object-cover', state.kind !== 'on' && 'invisible')}
      />
      {state.kind === 'on' && <Reticle isExit={going === 'exit'} isDeciding={isDeciding} />}
      {state.kind !== 'on' && <NoPicture state={state} onAgain={onRetry} />}
      {state.kind === 'on' && (
        <div className="absolute inset-x-0 bottom-0 flex items-end justify-between gap-2 p-3">
          <Torch camera={state.camera} />
          <SoundHint />
          <div className="flex gap-2">
            <SwitchButton camera={state.camera} />
            <IconButton
              label={t('scan.camera_stop')}
              icon={<Pause aria-hidden="true" />}
              variant="secondary"
              className="min-h-14 min-w-14"
              onClick={onPause}
            />
          </div>
        </div>
      )}
    </>
  )
}

function Reticle({ isExit, isDeciding }: { isExit: boolean; isDeciding: boolean }) {
  const { t } = useTranslation('checkin')
  const corner = cn('absolute size-12 border-white', isExit && 'border-[oklch(0.78_0.12_250)]')
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center">
      <div className={cn('relative aspect-square h-[62%]', isDeciding && 'breathe')}>
        <span className={cn(corner, 'start-0 top-0 rounded-ss-lg border-s-5 border-t-5')} />
        <span className={cn(corner, 'end-0 top-0 rounded-se-lg border-e-5 border-t-5')} />
        <span className={cn(corner, 'start-0 bottom-0 rounded-es-lg border-s-5 border-b-5')} />
        <span className={cn(corner, 'end-0 bottom-0 rounded-ee-lg border-e-5 border-b-5')} />
      </div>
      <p className="absolute top-3 mx-4 rounded-md bg-black/75 px-3 py-1.5 text-center text-sm font-medium text-white">
        {isDeciding ? t('scan.deciding') : t('scan.point')}
      </p>
    </div>
  )
}

type NoPictureProps = {
  state: Exclude<CameraState, { kind: 'on' }> | { kind: 'paused' }
  onAgain: () => void
}

function NoPicture({ state, onAgain }: NoPictureProps) {
  const { t } = useTranslation('checkin')
  const isFailed = state.kind === 'failed'
  return (
    <div
      data-blank={state.kind === 'starting' ? undefined : ''}
      className="grid content-center justify-items-center gap-3 p-4 text-center md:p-6"
    >
      {isFailed ? (
        <CameraOff className="hidden size-10 text-quiet md:block" aria-hidden="true" />
      ) : (
        <Camera className={cn('size-10 text-quiet', state.kind === 'starting' && 'breathe')} aria-hidden="true" />
      )}
      <output className="grid gap-1">
        {isFailed && <span className="text-lg font-semibold">{t(`scan.${state.failure}_title`)}</span>}
        <span className="max-w-sm text-sm text-quiet">
          {state.kind === 'starting' && t('scan.starting')}
          {state.kind === 'paused' && t('scan.camera_paused')}
          {isFailed && t(`scan.${state.failure}`)}
        </span>
      </output>
      {state.kind !== 'starting' && (
        <Button size="lg" onClick={onAgain}>
          {isFailed ? t('scan.retry') : t('scan.camera_start')}
        </Button>
      )}
    </div>
  )
}

function Torch({ camera }: { camera: OpenCamera }) {
  const { t } = useTranslation('checkin')
  const [isOn, setOn] = useState(false)
  const { torch } = camera
  if (!torch) return <span />
  return (
    <IconButton
      label={isOn ? t('scan.torch_off') : t('scan.torch_on')}
      icon={isOn ? <FlashlightOff aria-hidden="true" /> : <Flashlight aria-hidden="true" />}
      aria-pressed={isOn}
      variant={isOn ? 'primary' : 'secondary'}
      className="min-h-14 min-w-14"
      onClick={() => void torch(!isOn).then(done => done && setOn(!isOn))}
    />
  )
}

function SwitchButton({ camera }: { camera: OpenCamera }) {
  const { t } = useTranslation('checkin')
  const { cameras, currentId } = camera
  if (cameras.length < 2) return null
  const next = cameras[(cameras.findIndex(each => each.id === currentId) + 1) % cameras.length]
  return (
    <IconButton
      label={t('scan.camera_next')}
      icon={<SwitchCamera aria-hidden="true" />}
      variant="secondary"
      className="min-h-14 min-w-14"
      onClick={() => prefer({ cameraId: next?.id ?? null })}
    />
  )
}

/** Browsers are silent until the page was touched; a steward should know before the first guest comes. */
function SoundHint() {
  const { t } = useTranslation('checkin')
  const { sound } = useObserved(preferences)
  const [isAsleep, setAsleep] = useState(isSoundAsleep)
  useEffect(() => {
    const timer = setInterval(() => setAsleep(isSoundAsleep()), 1_000)
    return () => clearInterval(timer)
  }, [])
  if (!sound || !isAsleep) return null
  return (
    <Button icon={<VolumeX aria-hidden="true" />} className="min-h-14 text-sm" onClick={wakeSound}>
      {t('scan.sound_asleep')}
    </Button>
  )
}
