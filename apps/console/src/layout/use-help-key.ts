import { useEffect } from 'react'

const typing = 'input, textarea, select, [contenteditable]'

/** The question mark lists what the keyboard does, except where somebody is typing one. */
export function useHelpKey(onHelp: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey) return
      if (event.target instanceof Element && event.target.closest(typing)) return
      event.preventDefault()
      onHelp()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [onHelp])
}
