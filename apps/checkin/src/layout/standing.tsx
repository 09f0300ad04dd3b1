import { Navigate } from '@tanstack/react-router'
import { SkeletonPage } from '@tessera/ui/skeleton'
import type { ReactNode } from 'react'
import { choice, signIn } from '../door/door-state.ts'
import { type Place, placeOf } from '../door/placing.ts'
import { useObserved } from '../syncing/observable.ts'

/** Where this device stands, or null while it is not signed in or nothing is chosen. */
export function usePlace(): Place | null {
  const state = useObserved(signIn)
  const chosen = useObserved(choice)
  return state.kind === 'signed_in' ? placeOf(state.session, chosen) : null
}

/** For pages that need a list: others are sent where they can get one. */
export function Standing({ children }: { children: (place: Place) => ReactNode }) {
  const state = useObserved(signIn)
  const place = usePlace()
  if (state.kind === 'starting') return <SkeletonPage />
  if (state.kind === 'signed_out') return <Navigate to="/" replace />
  if (!place) return <Navigate to="/choose" replace />
  return children(place)
}
