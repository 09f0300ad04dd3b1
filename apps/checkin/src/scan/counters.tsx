import { useLocale } from '@tessera/ui/i18n'
import { useTranslation } from 'react-i18next'
import { log } from '../door/door-app.ts'
import { counts } from '../door/door-state.ts'
import { countsWithOwn } from '../scans/scan-queue.ts'
import { useObserved } from '../syncing/observable.ts'

/** Read from a step away: how many have come, of how many, and how many are inside. */
export function Counters() {
  const { t } = useTranslation('checkin')
  const { formatLocale } = useLocale()
  const known = useObserved(counts)
  const records = useObserved(log.records)
  const shown = known && countsWithOwn(known, records)
  const number = (value: number | undefined) => value?.toLocaleString(formatLocale) ?? '–'
  return (
    <section
      aria-label={t('counts.label')}
      className="grid gap-2 rounded-lg border border-line bg-raised px-4 py-3 md:gap-2.5 md:py-4"
    >
      {/* One line on a phone, so that the last scans stay in sight below it. */}
      <div className="flex items-baseline justify-between gap-4 md:items-end">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="display figures text-xl md:text-2xl">{number(shown?.entered)}</span>
          <span className="text-sm text-quiet">{t('counts.of', { expected: number(shown?.expected) })}</span>
          <span className="text-sm font-medium md:w-full">{t('counts.entered')}</span>
        </p>
        <p className="flex items-baseline gap-2 md:flex-col md:items-end md:gap-0">
          <span className="display figures text-xl">{number(shown?.inside)}</span>
          <span className="text-sm font-medium">{t('counts.inside')}</span>
        </p>
      </div>
      <Bar share={shown && shown.expected > 0 ? shown.entered / shown.expected : 0} />
    </section>
  )
}

/** The same share as the numbers say, for the corner of the eye. */
function Bar({ share }: { share: number }) {
  return (
    <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-mist">
      <div
        className="h-full origin-left bg-success transition-transform duration-300 rtl:origin-right"
        style={{ transform: `scaleX(${Math.min(1, share)})` }}
      />
    </div>
  )
}
