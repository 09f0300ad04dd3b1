import { REASON_TEXTS } from '@tessera/checkin-rules/reason-texts'
import { formatDay, formatTime } from '@tessera/kernel/date-text'
import { useLocale } from '@tessera/ui/i18n'
import { useTranslation } from 'react-i18next'
import { copy, now } from '../door/door-state.ts'
import { usePlace } from '../layout/standing.tsx'
import type { ScanRecord } from '../scans/scan-record.ts'
import { useObserved } from '../syncing/observable.ts'
import { toneOf } from './result-look.ts'

export type ResultText = { title: string; action: string; facts: string[] }

/** The words of the rules, in the steward's language. */
export function useReasonTexts() {
  const { locale } = useLocale()
  return REASON_TEXTS[locale === 'de' ? 'de' : 'en']
}

/** "19:04" today, "Friday, 20 November, 19:04" on another day: by the clock of the event. */
export function useMoment(): (at: Date) => string {
  const { formatLocale: locale } = useLocale()
  const zone = usePlace()?.event.zone ?? 'UTC'
  return at => {
    const options = { locale, zone, now: now() }
    const isToday = formatDay(at, { locale, zone }) === formatDay(now(), { locale, zone })
    return isToday ? formatTime(at, options) : `${formatDay(at, options)}, ${formatTime(at, options)}`
  }
}

export function useResultText(record: ScanRecord): ResultText {
  const { t } = useTranslation('checkin')
  const texts = useReasonTexts()
  const moment = useMoment()
  const { takenAt } = useObserved(copy)
  const { verdict } = record
  const tone = toneOf(record)
  const facts: string[] = []
  const { firstEntry, opensAt, closesAt } = verdict
  if (firstEntry && tone === 'refused') {
    const time = moment(firstEntry.at)
    const { gateName: gate } = firstEntry
    facts.push(gate ? t('result.first_entry_at', { time, gate }) : t('result.first_entry_time', { time }))
  }
  if (firstEntry && tone === 'accepted') facts.push(t('result.re_entry', { time: moment(firstEntry.at) }))
  if (opensAt) facts.push(t('result.opens_at', { time: moment(opensAt) }))
  if (closesAt) facts.push(t('result.closed_at', { time: moment(closesAt) }))
  if (tone === 'left') return { title: t('result.left_title'), action: t('result.left_action'), facts }
  if (tone === 'attention') {
    const action =
      record.decidedBy === 'server'
        ? t('result.unproven_server')
        : t('result.unproven_here', { time: takenAt ? moment(takenAt) : '–' })
    return { title: t('result.unproven_title'), action, facts }
  }
  return { ...texts[verdict.reason], facts }
}
