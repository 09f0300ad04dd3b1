import { useSyncExternalStore } from 'react'

/** A value that screens watch. */
export type Observable<T> = { get: () => T; set: (next: T) => void; watch: (listener: () => void) => () => void }

export function observable<T>(initial: T): Observable<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useObserved<T>({ get, watch }: Observable<T>): T {
  return useSyncExternalStore(watch, get)
}
