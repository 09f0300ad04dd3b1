import { useBlocker } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { useTranslation } from 'react-i18next'

type Props = { count: number; pending: boolean; disabled?: boolean; onSave: () => void; onDiscard: () => void }

/** Stays in sight while something is unsaved; leaving then asks once. */
export function SaveBar({ count, pending, disabled, onSave, onDiscard }: Props) {
  const { t } = useTranslation('console')
  useBlocker({
    // The browser's own question also stops closing the tab.
    shouldBlockFn: () => count > 0 && !pending && !window.confirm(t('form.leave')),
    enableBeforeUnload: () => count > 0,
  })
  if (count === 0) return null
  return (
    <div className="sticky bottom-3 z-20 flex flex-wrap items-center justify-end gap-2 rounded-lg border border-line bg-raised px-4 py-3 shadow-lift">
      <p className="me-auto text-quiet" aria-live="polite">
        {t('form.unsaved', { count })}
      </p>
      <Button onClick={onDiscard}>{t('form.discard')}</Button>
      <Button variant="primary" pending={pending} disabled={disabled} onClick={onSave}>
        {t('action.save')}
      </Button>
    </div>
  )
}
