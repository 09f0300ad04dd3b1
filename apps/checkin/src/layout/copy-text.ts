import { useTranslation } from 'react-i18next'
import { copy } from '../door/door-state.ts'
import { type CopyAge, copyAge } from '../syncing/copy-age.ts'
import { useObserved } from '../syncing/observable.ts'
import { useNow } from './use-now.ts'

/** "Copy 7 min old", and how bad that is. */
export function useCopyText(): { text: string; age: CopyAge } {
  const { t } = useTranslation('checkin')
  const state = useObserved(copy)
  const age = copyAge(state.takenAt, useNow())
  if (state.loading) return { text: t('copy.loading', { count: state.tickets }), age }
  if (age.level === 'none') return { text: t('copy.none'), age }
  if (age.level === 'fresh') return { text: t('copy.fresh'), age }
  const hours = Math.floor(age.minutes / 60)
  return { text: hours > 0 ? t('copy.hours', { count: hours }) : t('copy.age', { count: age.minutes }), age }
}
