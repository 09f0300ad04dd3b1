import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const remembered = 'tessera.theme'
const listeners = new Set<() => void>()

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

/** `theme-boot.js` does the same before the first paint. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(remembered)
    else localStorage.setItem(remembered, theme)
  } catch {
    // storage is switched off: the choice lasts for this page
  }
  for (const listener of listeners) listener()
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    currentTheme,
    () => 'system' as const,
  )
}
