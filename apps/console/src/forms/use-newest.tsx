import { Notice } from '@tessera/ui/notice'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../api/problem.ts'

/**
 * For a short form over something that others may change too: when they have, what was typed stays, and saving once more
 * goes onto what is there now. `onto` is what to save onto; `catchUp` belongs into the mutation's onError.
 */
export function useNewest<T extends { id: string }>(
  opened: T | null,
  reload: () => Promise<readonly T[]>,
): { onto: T | null; overtaken: boolean; catchUp: (error: unknown) => Promise<void> } {
  const [newest, setNewest] = useState<T | null>(null)
  const catchUp = async (error: unknown) => {
    if (!isProblem(error, 'request.precondition_failed')) return
    const found = (await reload()).find(each => each.id === opened?.id)
    if (found) setNewest(found)
  }
  return { onto: newest ?? opened, overtaken: newest !== null, catchUp }
}

/** In place of the refusal, which says to load the page again. */
export function OvertakenNotice({ shown }: { shown: boolean }) {
  const { t } = useTranslation('console')
  if (!shown) return null
  return (
    <Notice tone="warning" title={t('clash.overtaken')} live>
      {t('clash.overtaken_text')}
    </Notice>
  )
}
