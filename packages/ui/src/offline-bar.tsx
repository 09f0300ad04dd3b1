import { CloudOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

function subscribe(listener: () => void) {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
}

/** Across the top while there is no connection. */
export function OfflineBar({ message }: { message?: string }) {
  const { t } = useTranslation('ui')
  const online = useOnline()
  return (
    <output className="no-print block">
      {!online && (
        <p className="flex items-center justify-center gap-2 bg-warning px-4 py-2 text-center text-sm font-medium text-on-warning">
          <CloudOff className="size-4 shrink-0" aria-hidden="true" />
          {message ?? t('offline')}
        </p>
      )}
    </output>
  )
}
