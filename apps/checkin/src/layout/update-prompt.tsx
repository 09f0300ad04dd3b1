import { Button } from '@tessera/ui/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useObserved } from '../syncing/observable.ts'
import { applyUpdate, updateReady } from './service-worker.ts'

/** Never by itself: a reload in the middle of a queue is worse than an old version. */
export function UpdatePrompt() {
  const { t } = useTranslation('checkin')
  const isReady = useObserved(updateReady)
  const [isPutOff, setPutOff] = useState(false)
  if (!isReady || isPutOff) return null
  return (
    <output className="fixed inset-x-3 bottom-20 z-20 mx-auto flex max-w-md items-center gap-3 rounded-lg bg-raised p-3 ps-4 shadow-lift">
      <span className="grow text-sm font-medium">{t('update.text')}</span>
      <Button variant="quiet" onClick={() => setPutOff(true)}>
        {t('update.later')}
      </Button>
      <Button variant="primary" onClick={applyUpdate}>
        {t('update.do')}
      </Button>
    </output>
  )
}
