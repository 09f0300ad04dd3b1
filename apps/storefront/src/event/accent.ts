import { useEffect } from 'react'

/** The page wears its organizer's colour as long as it is shown. */
export function useAccent(hex: string | null | undefined): void {
  useEffect(() => {
    if (!hex) return undefined
    let worn = true
    // Most organizers have no colour of their own, so how to mix one is fetched when it is needed.
    const mixing = import('@tessera/ui/accent').then(({ applyAccent }) => {
      if (worn) applyAccent(hex)
      return applyAccent
    })
    return () => {
      worn = false
      void mixing.then(applyAccent => applyAccent(null))
    }
  }, [hex])
}
