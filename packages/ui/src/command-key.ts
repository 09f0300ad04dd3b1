import { useEffect } from 'react'

/** Calls `onOpenChange(true)` on Ctrl K, on a Mac ⌘ K. */
export function useCommandKey(onOpenChange: (open: boolean) => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      onOpenChange(true)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [onOpenChange])
}
