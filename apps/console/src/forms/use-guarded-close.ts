import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Escape, a click beside the dialog or a closed tab ask once before they throw away what was typed. */
export function useGuardedClose(onClose: () => void, dirty: boolean): () => void {
  const { t } = useTranslation('console')
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  return () => {
    // The same question that the browser asks when the tab is closed.
    if (!dirty || window.confirm(t('form.leave'))) onClose()
  }
}
