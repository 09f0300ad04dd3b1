import { createFileRoute, Navigate } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { Switch } from '@tessera/ui/checkbox'
import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { PageTitle } from '@tessera/ui/page-title'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import { useTranslation } from 'react-i18next'
import { LeaveDialog } from '../device/leave-dialog.tsx'
import { StateCard } from '../device/state-card.tsx'
import { signIn } from '../door/door-state.ts'
import { prefer, preferences } from '../door/preferences.ts'
import { Shell } from '../layout/shell.tsx'
import { usePlace } from '../layout/standing.tsx'
import type { ResultTone } from '../result/result-look.ts'
import { playSound, vibrate } from '../signals/sounds.ts'
import { useObserved } from '../syncing/observable.ts'

export const Route = createFileRoute('/device')({ component: DevicePage })

const TONES: readonly ResultTone[] = ['accepted', 'left', 'refused', 'attention']

function DevicePage() {
  const { t } = useTranslation('checkin')
  const state = useObserved(signIn)
  const place = usePlace()
  if (state.kind !== 'signed_in') return <Navigate to="/" replace />
  const { deviceName, organizerName } = state.session
  return (
    <Shell place={place}>
      <div className="mx-auto flex w-full max-w-2xl grow flex-col gap-4 p-4">
        <PageTitle below={t('device.works_for', { name: deviceName, organizer: organizerName })}>
          {t('device.title')}
        </PageTitle>
        <StateCard zone={place?.event.zone ?? 'UTC'} />
        <Signals />
        <Card title={t('device.appearance')}>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <LocaleSwitch />
            <ThemeToggle />
          </div>
        </Card>
        <LeaveDialog />
      </div>
    </Shell>
  )
}

function Signals() {
  const { t } = useTranslation('checkin')
  const wished = useObserved(preferences)
  const tryOut = (tone: ResultTone) => {
    playSound(tone)
    vibrate(tone)
  }
  return (
    <Card title={t('device.try')}>
      <div className="grid gap-3">
        <div className="grid grid-cols-2 gap-2 md:grid-cols-4">
          {TONES.map(tone => (
            <Button key={tone} onClick={() => tryOut(tone)} className="min-h-14">
              {t(`device.try_${tone}`)}
            </Button>
          ))}
        </div>
        <div>
          <Switch label={t('device.sound')} checked={wished.sound} onCheckedChange={sound => prefer({ sound })} />
          <Switch
            label={t('device.vibration')}
            checked={wished.vibration}
            onCheckedChange={vibration => prefer({ vibration })}
          />
          <Switch
            label={t('device.keep')}
            hint={t('device.keep_hint')}
            checked={wished.keepResults}
            onCheckedChange={keepResults => prefer({ keepResults })}
          />
        </div>
      </div>
    </Card>
  )
}
