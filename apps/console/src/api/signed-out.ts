import { useSyncExternalStore } from 'react'
import { isProblem } from './problem.ts'

const listeners = new Set<() => void>()
let signedOut = false

function set(value: boolean) {
  if (value === signedOut) return
  signedOut = value
  for (const tell of listeners) tell()
}

/** The session ended while somebody was at work: the page stays as it is, with what was typed, until they are back. */
export function noteSignedOut(error: unknown): void {
  if (isProblem(error, 'access.unauthenticated')) set(true)
}

export const noteSignedIn = (): void => set(false)

export function useSignedOut(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => signedOut,
  )
}
