import { observable } from '../syncing/observable.ts'

/** How this device behaves, for whoever holds it; nothing of guests. Survives signing out. */
export type Preferences = {
  sound: boolean
  vibration: boolean
  /** Results wait for a tap instead of going away by themselves. */
  keepResults: boolean
  cameraId: string | null
}

const NAME = 'tessera.checkin.preferences'
const DEFAULTS: Preferences = { sound: true, vibration: true, keepResults: false, cameraId: null }

function remembered(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(NAME) ?? '{}') as Partial<Preferences>) }
  } catch {
    return DEFAULTS
  }
}

export const preferences = observable<Preferences>(remembered())

export function prefer(change: Partial<Preferences>): void {
  const next = { ...preferences.get(), ...change }
  preferences.set(next)
  try {
    localStorage.setItem(NAME, JSON.stringify(next))
  } catch {
    // storage is switched off: the choice lasts for this page
  }
}
