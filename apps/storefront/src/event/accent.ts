import { applyAccent } from '@tessera/ui/accent'
import { useEffect } from 'react'

/** The page wears its organizer's colour as long as it is shown. */
export function useAccent(hex: string | null | undefined): void {
  useEffect(() => {
    if (hex) applyAccent(hex)
    return () => applyAccent(null)
  }, [hex])
}
