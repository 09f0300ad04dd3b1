import { useSyncExternalStore } from 'react'

const place = 'tessera.organizer'
const listeners = new Set<() => void>()

let chosen: string | null = recall()

function recall(): string | null {
  try {
    return localStorage.getItem(place)
  } catch {
    return null // storage is switched off: the choice lasts for this page
  }
}

/** Whose books are open, by id; null until somebody has chosen. */
export const chosenOrganizer = (): string | null => chosen

export function chooseOrganizer(id: string): void {
  if (id === chosen) return
  chosen = id
  try {
    localStorage.setItem(place, id)
  } catch {
    // The choice lasts for this page.
  }
  for (const tell of listeners) tell()
}

export function useChosenOrganizer(): string | null {
  return useSyncExternalStore(listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, chosenOrganizer)
}

/** An id of a tenant ends as its organizer's does, so an address says for itself whose books to open. */
export function organizerOf<O extends { id: string }>(organizers: readonly O[], ownedId: string): O | undefined {
  const tail = ownedId.slice(-6)
  return organizers.find(organizer => organizer.id.slice(-6) === tail)
}
