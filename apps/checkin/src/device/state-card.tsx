import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { useLocale } from '@tessera/ui/i18n'
import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { log, wake } from '../door/door-app.ts'
import { clock, copy } from '../door/door-state.ts'
import { useObserved } from '../syncing/observable.ts'
import { isClockWrong } from '../syncing/server-clock.ts'

/** What a supervisor asks when something seems wrong. */
export function StateCard({ zone }: { zone: string }) {
  const { t } = useTranslation('checkin')
  const { formatLocale } = useLocale()
  const { tickets, takenAt } = useObserved(copy)
  const known = useObserved(clock)
  const unsent = useObserved(log.records).filter(record => record.state === 'waiting').length
  const minutes = Math.round(Math.abs(known?.offsetMs ?? 0) / 60_000)
  return (
    <Card
      title={t('device.state')}
      actions={
        <Button icon={<RefreshCw aria-hidden="true" />} onClick={wake}>
          {t('device.refresh')}
        </Button>
      }
    >
      <dl className="grid gap-2">
        <Line name={t('device.tickets')}>{tickets.toLocaleString(formatLocale)}</Line>
        <Line name={t('device.copied')}>
          {takenAt ? <DateTime at={takenAt} zone={zone} format="short" /> : t('copy.none')}
        </Line>
        <Line name={t('device.unsent')}>{unsent.toLocaleString(formatLocale)}</Line>
        <Line name={t('device.clock')}>
          {known && isClockWrong(known) ? t('device.clock_wrong', { minutes }) : t('device.clock_right')}
        </Line>
      </dl>
    </Card>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-quiet">{name}</dt>
      <dd className="figures text-end font-medium">{children}</dd>
    </div>
  )
}
