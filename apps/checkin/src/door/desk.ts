import type { Presented } from '../deciding/decide-here.ts'
import { toneOf } from '../result/result-look.ts'
import type { ScanRecord } from '../scans/scan-record.ts'
import { playSound, vibrate } from '../signals/sounds.ts'
import { observable } from '../syncing/observable.ts'
import type { Direction, Method } from './door.ts'
import { checkIn, correction } from './door-app.ts'
import { signIn } from './door-state.ts'
import { preferences } from './preferences.ts'

/** What is on the steward's desk right now. */
export const direction = observable<Direction>('entry')
export const result = observable<ScanRecord | null>(null)
/** Somebody is being decided about; the camera waits. */
export const deciding = observable(false)

/** Whoever signs in next begins with an empty desk. */
signIn.watch(() => {
  if (signIn.get().kind === 'signed_in') return
  dismiss()
  direction.set('entry')
})

/** One after the other, in the order in which they were presented: a fast scanner must lose nobody. */
let line: Promise<void> = Promise.resolve()

export function present(presented: Presented, method: Method): void {
  line = line.then(() => decide(presented, method))
}

async function decide(presented: Presented, method: Method): Promise<void> {
  deciding.set(true)
  try {
    const record = await checkIn.scan(presented, direction.get(), method)
    if (record) show(record)
  } finally {
    deciding.set(false)
  }
}

export function dismiss(): void {
  result.set(null)
}

export function clearCorrection(): void {
  correction.set(null)
}

function show(record: ScanRecord): void {
  const tone = toneOf(record)
  result.set(record)
  const { sound, vibration } = preferences.get()
  if (sound) playSound(tone)
  if (vibration) vibrate(tone)
}
