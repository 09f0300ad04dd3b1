import { formatTime } from '@tessera/kernel/date-text'
import { useLocale } from '@tessera/ui/i18n'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import { log } from '../door/door-app.ts'
import { clock, connection, copy, storageRefused } from '../door/door-state.ts'
import type { Place } from '../door/placing.ts'
import { useObserved } from '../syncing/observable.ts'
import { isClockWrong } from '../syncing/server-clock.ts'
import { useCopyText } from './copy-text.ts'

/** What is not as it should be, and what that means at the door. Nothing, most of the time. */
export function Troubles({ place }: { place: Place }) {
  const { t } = useTranslation('checkin')
  const { formatLocale: locale } = useLocale()
  const line = useObserved(connection)
  const { takenAt } = useObserved(copy)
  const known = useObserved(clock)
  const isUnsaved = useObserved(log.unsaved)
  const storesNothing = useObserved(storageRefused)
  const conflicts = useObserved(log.records).filter(record => record.conflict !== null && !record.undone).length
  const { age } = useCopyText()
  const minutesOff = Math.round(Math.abs(known?.offsetMs ?? 0) / 60_000)
  return (
    <div className="grid gap-2 empty:hidden">
      {line === 'down' && (
        <Notice tone={takenAt ? 'warning' : 'danger'} live>
          {takenAt ? t('line.down_text') : t('line.down_no_copy')}
        </Notice>
      )}
      {line === 'slow' && (
        <Notice tone="warning" live>
          {t('line.slow_text')}
        </Notice>
      )}
      {age.level === 'old' && takenAt && (
        <Notice tone="warning" title={t('copy.old_title')} live>
          {t('copy.old', { time: formatTime(takenAt, { locale, zone: place.event.zone }) })}
        </Notice>
      )}
      {conflicts > 0 && <Notice tone="danger">{t('conflict.count', { count: conflicts })}</Notice>}
      {(isUnsaved || storesNothing) && (
        <Notice tone="danger" title={t('trouble.storage_title')} live>
          {t('trouble.storage')}
        </Notice>
      )}
      {known && isClockWrong(known) && (
        <Notice tone="info" title={t('trouble.clock_title')}>
          {t('trouble.clock', { minutes: minutesOff })}
        </Notice>
      )}
    </div>
  )
}
